import { freePort } from '@parkline/testing';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  messageId: string;
  to: string;
  /** Decoded. */
  text: string;
}

export interface Mailbox {
  url: string;
  mails: readonly Mail[];
  to(address: string): Mail[];
  close(): Promise<void>;
}

/** A real SMTP server on this machine that keeps what it gets. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const port = await freePort();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const messageId = /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';
        for (const { address } of session.envelope.rcptTo)
          mails.push({ messageId, to: address, text: decodedText(raw) });
        done();
      });
    },
  });
  server.on('error', () => undefined); // a client killed while sending is part of the tests
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to: (address) => mails.filter((mail) => mail.to === address),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The text of a mail that has one part. */
function decodedText(raw: string): string {
  const end = raw.search(/\r?\n\r?\n/);
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(raw.slice(0, end))?.[1]?.toLowerCase();
  const body = raw.slice(end).trimStart();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
