/**
 * Remembers the highest version seen of each case, so that an event that arrives late or twice does not
 * make the page load again.
 */
export function createVersionFilter(): { isNewer: (id: string, version: number) => boolean; forget: () => void } {
  const seen = new Map<string, number>();
  return {
    isNewer(id, version) {
      if (version <= (seen.get(id) ?? 0)) return false;
      seen.set(id, version);
      return true;
    },
    forget: () => seen.clear(),
  };
}
