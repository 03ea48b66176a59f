import './i18n/setup';
import './styles.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { Problem } from './api/http';
import { session } from './api/session';
import { router } from './routes';
import { theme } from './theme';

const queries = new QueryClient({
  defaultOptions: {
    // Offline is a failure that is said, not a wait without end: an act must not happen minutes after its click.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      // What the server refused stays refused; only a server that is away or starting is asked again.
      retry: (tries, error) => tries < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
    },
  },
});

// What one person saw must not stay for the next one on the same browser.
let person = session.current()?.person.staffId;
session.subscribe(() => {
  const now = session.current()?.person.staffId;
  if (now !== person) queries.clear();
  person = now;
});

function Portal() {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider theme={theme} locale={i18n.language === 'en' ? enGB : zhCN} button={{ autoInsertSpace: false }}>
      <App message={{ maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <Portal />
  </StrictMode>,
);
