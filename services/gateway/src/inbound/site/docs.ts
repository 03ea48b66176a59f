import { readFileSync } from 'node:fs';
import type { Express, Request, Response } from 'express';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parkline API</title>
<style>body { margin: 0; font-family: system-ui, sans-serif }</style>
</head>
<body>
<noscript>This page needs JavaScript; the document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<div id="api"></div>
<script src="/docs/redoc.js"></script>
<script src="/docs/show.js"></script>
</body>
</html>
`;
const show = `Redoc.init('/openapi.json', { disableSearch: true, hideDownloadButton: false, nativeScrollbars: true }, document.getElementById('api'));\n`;
/** The bundle fetches its maker's logo from another host; the page loads nothing from elsewhere. */
const foreignLogo = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const noLogo = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E';

/** The API document and a page to read it, with nothing from other hosts. */
export function serveDocs(app: Express, document: unknown): void {
  const json = JSON.stringify(document);
  let bundle: string | undefined;
  app.get('/openapi.json', (_request: Request, response: Response) => {
    response.type('application/json').set('Cache-Control', 'no-cache').send(json);
  });
  app.get('/docs', (_request: Request, response: Response) => {
    response.type('html').set('Cache-Control', 'no-cache').send(page);
  });
  app.get('/docs/show.js', (_request: Request, response: Response) => {
    response.type('application/javascript').set('Cache-Control', 'no-cache').send(show);
  });
  app.get('/docs/redoc.js', (_request: Request, response: Response) => {
    bundle ??= readFileSync(require.resolve('redoc/bundles/redoc.standalone.js'), 'utf8').replaceAll(
      foreignLogo,
      noLogo,
    );
    response.type('application/javascript').set('Cache-Control', 'public, max-age=86400').send(bundle);
  });
}
