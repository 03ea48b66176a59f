import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server got it. */
export interface ReceivedMail {
  to: string[];
  messageId: string;
  subject: string;
  text: string;
}

export interface TestSmtp {
  port: number;
  mails: ReceivedMail[];
  /** Takes the next mail to this address and hangs up instead of answering. */
  hangUpOn(address: string): void;
  close(): Promise<void>;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A real SMTP server that keeps what it gets. `rejects` says which recipients it refuses for good. */
export async function startSmtp(port: number, rejects: (address: string) => boolean = () => false): Promise<TestSmtp> {
  const mails: ReceivedMail[] = [];
  const hangUps = new Set<string>();
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(address, _session, done) {
      if (!rejects(address.address)) return done();
      done(Object.assign(new Error(`no such mailbox ${address.address}`), { responseCode: 550 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push(parsed(Buffer.concat(chunks).toString('utf8'), to));
        if (!to.some((address) => hangUps.delete(address))) return done();
        for (const socket of sockets) socket.destroy();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    port,
    mails,
    hangUpOn: (address) => void hangUps.add(address),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function parsed(raw: string, to: string[]): ReceivedMail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const content = body.join('\r\n\r\n');
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  return { to, messageId: header('Message-ID'), subject: words(header('Subject')), text: decoded(content, encoding) };
}

function decoded(content: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8').replace(/\r\n/g, '\n');
  if (encoding !== 'quoted-printable') return content.replace(/\r\n/g, '\n');
  return quoted(content.replace(/=\r\n/g, '')).replace(/\r\n/g, '\n');
}

function quoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Encoded words of RFC 2047. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, content: string) => {
      if (kind.toUpperCase() === 'B') return Buffer.from(content, 'base64').toString('utf8');
      return quoted(content.replace(/_/g, ' '));
    });
}
