import { createTransport } from 'nodemailer';
import type { SendMail } from '../application/send-due-mails';
import type { AttemptResult } from '../domain/delivery';

export interface SmtpMailer {
  send: SendMail;
  /** Closes its connections. */
  close(): void;
}

/** A pool of connections to an SMTP server. */
export function createSmtpMailer(options: { url: string; from: string; connections: number }): SmtpMailer {
  const { url, from, connections } = options;
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: connections,
      maxMessages: 200,
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 15_000,
    },
    { from, disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    async send({ messageId, to, subject, text }) {
      // An address with a comma in it would be several: it was checked at intake, and once more here.
      if (!/^[^\s,;:<>"()[\]\\]+@[^\s,;:<>"()[\]\\]+$/.test(to)) return { type: 'skipped', reason: 'address_invalid' };
      try {
        await transport.sendMail({ messageId, to: { name: '', address: to }, subject, text, headers });
        return { type: 'sent' };
      } catch (error) {
        return resultOf(error);
      }
    },
    close: () => transport.close(),
  };
}

// Out-of-office replies would go to nobody.
const headers = { 'Auto-Submitted': 'auto-generated' };

interface SmtpError {
  code?: unknown;
  responseCode?: unknown;
  syscall?: unknown;
}

/** The reason names codes only: the server's words often hold the address. */
function resultOf(error: unknown): AttemptResult {
  const { code, responseCode, syscall } = error as SmtpError;
  const answered = typeof responseCode === 'number';
  const reason = [code, responseCode].filter((part) => typeof part === 'string' || answered).join(' ') || 'unknown';
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (aboutThisMail && (!answered || responseCode >= 500)) return { type: 'refused', reason };
  // Where the server said no, or was never reached, the mail did not get through for sure.
  const neverReached = syscall === 'connect' || code === 'EDNS' || code === 'EAUTH' || code === 'ETLS';
  return { type: 'failed', reason, uncertain: !answered && !neverReached };
}
