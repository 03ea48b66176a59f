import { createBrowserRouter, Navigate } from 'react-router';
import { PageCrashed } from './common/page-crashed';
import { PageNotFound } from './common/page-not-found';
import { ComplainantLayout } from './complainant/layout';

/** Every page is fetched when it is opened: a phone that files a complaint never loads the office. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: PageCrashed,
    // Shown only until the first page's files are there.
    HydrateFallback: () => null,
    children: [
      {
        Component: ComplainantLayout,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./complainant/home/page')).HomePage }) },
          { path: 'file', lazy: async () => ({ Component: (await import('./complainant/file/page')).FilePage }) },
          { path: 'filed', lazy: async () => ({ Component: (await import('./complainant/filed/page')).FiledPage }) },
          { path: 'track', lazy: async () => ({ Component: (await import('./complainant/track/page')).TrackPage }) },
          {
            path: 't/:number',
            lazy: async () => ({ Component: (await import('./complainant/track/page')).TrackPage }),
          },
          { path: '*', Component: PageNotFound },
        ],
      },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./office/sign-in/page')).SignInPage }) },
      {
        path: 'office',
        lazy: async () => ({ Component: (await import('./office/layout')).OfficeLayout }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./office/start')).OfficeStart }) },
          {
            path: 'queues/:queue',
            lazy: async () => ({ Component: (await import('./office/queues/page')).QueuePage }),
          },
          { path: 'queues', element: <Navigate to="/office" replace /> },
          { path: 'search', lazy: async () => ({ Component: (await import('./office/search/page')).SearchPage }) },
          { path: 'cases/:number', lazy: async () => ({ Component: (await import('./office/case/page')).CasePage }) },
          { path: 'summary', lazy: async () => ({ Component: (await import('./office/summary/page')).SummaryPage }) },
          {
            path: 'policies',
            lazy: async () => ({ Component: (await import('./office/policies/page')).PoliciesPage }),
          },
          {
            path: 'try-deadlines',
            lazy: async () => ({ Component: (await import('./office/try-deadlines/page')).TryDeadlinesPage }),
          },
          {
            path: 'calendars',
            lazy: async () => ({ Component: (await import('./office/calendars/page')).CalendarsPage }),
          },
          { path: 'file', lazy: async () => ({ Component: (await import('./office/file-for/page')).FileForPage }) },
          { path: 'inbox', lazy: async () => ({ Component: (await import('./office/inbox/page')).InboxPage }) },
          { path: 'outbox', lazy: async () => ({ Component: (await import('./office/outbox/page')).OutboxPage }) },
          { path: '*', Component: PageNotFound },
        ],
      },
    ],
  },
]);
