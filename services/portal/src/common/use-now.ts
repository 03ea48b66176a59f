import { useEffect, useState } from 'react';

/** The present time in milliseconds, renewed every `everyMs`: all deadlines on a page move together. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
