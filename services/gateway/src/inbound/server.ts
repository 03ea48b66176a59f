import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Logger } from '@parkline/service-kit';
import { mountRoutes, type MountOptions } from './mount';
import { HttpProblem, problemHandler } from './problems';
import type { Route } from './route';
import { serveDocs } from './site/docs';
import { openApiDocument } from './site/openapi';
import { servePortal } from './site/portal';

export interface ServerOptions extends MountOptions {
  routes: readonly Route[];
  portalDir: string;
  trustProxy: string;
  logger: Logger;
}

/** The whole HTTP side: headers, logs, routes, the API document, the portal, and problems for everything else. */
export function createHttp(options: ServerOptions): Express {
  const { routes, portalDir, trustProxy, logger } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustOf(trustProxy));
  app.use(requestIds);
  app.use(securityHeaders());
  app.use(requestLog(logger));
  mountRoutes(app, routes, options);
  serveDocs(app, openApiDocument(routes));
  servePortal(app, portalDir);
  app.use((request) => {
    throw new HttpProblem(404, 'unknown_route', 'Not found', `There is nothing at ${request.method} of this path.`);
  });
  app.use(problemHandler(logger));
  return app;
}

/** An id of the caller's is taken over where it is harmless, so that it can be followed through other systems. */
const requestIds: express.RequestHandler = (request, response, next) => {
  const given = request.header('x-request-id') ?? '';
  response.setHeader('X-Request-Id', /^[\w.-]{8,64}$/.test(given) ? given : randomUUID());
  next();
};

function securityHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The portal's and the document page's components write their styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        // Plain http on localhost must go on working; TLS is the ingress's matter.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** Ids only: no bodies, no headers, no query, no address of a person. */
function requestLog(logger: Logger): express.RequestHandler {
  return pinoHttp<IncomingMessage>({
    logger,
    genReqId: (_request, response) => String(response.getHeader('X-Request-Id')),
    quietReqLogger: true,
    customLogLevel: (_request, response, error) => {
      if (error || response.statusCode >= 500) return 'warn';
      return response.statusCode >= 400 ? 'info' : 'debug';
    },
    serializers: {
      req: ({ method, url = '' }: { method?: string; url?: string }) => ({ method, path: url.split('?', 1)[0] }),
      res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
      err: ({ message }: { message?: string }) => ({ message }),
    },
  });
}

function trustOf(value: string): boolean | number | string[] {
  if (value === 'false') return false;
  if (/^\d+$/.test(value)) return Number(value);
  return value.split(',').map((part) => part.trim());
}
