import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The portal talks to the gateway under its own origin; in development the proxy stands in for it.
const gateway = process.env['PARKLINE_GATEWAY'] ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/v1': gateway, '/docs': gateway, '/openapi.json': gateway } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Nobody waits for a gzip report in a build of every start.
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Frame code changes rarely and is cached on its own; everything else follows the lazily loaded pages,
        // so a complainant's phone never fetches tables or charts.
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
            },
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
});
