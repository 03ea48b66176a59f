import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

const yearSeconds = 365 * 24 * 3600;

/**
 * Serves the portal's built files. Those under /assets have a hash in their name and are kept for a year; every other
 * path that a browser opens is the portal's own and gets its page.
 */
export function servePortal(app: Express, folder: string): void {
  const root = resolve(folder);
  const index = join(root, 'index.html');
  app.use(
    '/assets',
    express.static(join(root, 'assets'), { immutable: true, maxAge: yearSeconds * 1000, fallthrough: true }),
  );
  app.use(express.static(root, { index: false, maxAge: 0 }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const opensPage = request.method === 'GET' && request.accepts(['html', 'json']) === 'html';
    if (!opensPage || /^\/(v1|assets|docs)(\/|$)/.test(request.path)) {
      next();
      return;
    }
    if (!existsSync(index)) {
      response.status(404).type('text').send('The portal is not built here. The API is at /docs.\n');
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(index);
  });
}
