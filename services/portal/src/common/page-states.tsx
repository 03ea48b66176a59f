import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Problem } from '../api/http';
import { useWords } from './use-words';

/** A place-holder in the shape of what is coming. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useWords();
  return (
    <div role="status" aria-label={t('words:status.loading')} className="loading">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** What went wrong in words, with a way to try again. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, problem } = useWords();
  return (
    <Alert
      type="error"
      showIcon
      data-testid="load-error"
      title={t('words:status.failed')}
      description={<ProblemText error={error} text={problem(error)} />}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('words:act.retry')}
          </Button>
        )
      }
    />
  );
}

/** A failed act, said above the form that caused it. */
export function ProblemAlert({ error, children }: { error: unknown; children?: ReactNode }) {
  const { problem } = useWords();
  if (!error) return null;
  return (
    <Alert
      type="error"
      showIcon
      className="form-problem"
      data-testid="problem"
      role="alert"
      title={<ProblemText error={error} text={problem(error)} />}
      description={children}
    />
  );
}

function ProblemText({ error, text }: { error: unknown; text: string }) {
  const { t } = useWords();
  const reference =
    error instanceof Problem && (error.status >= 500 || error.status === 0) ? error.requestId : undefined;
  return (
    <>
      {text}
      {reference && <div className="quiet">{t('words:problem.reference', { id: reference })}</div>}
    </>
  );
}

/** Nothing to show, and what that means. */
export function Nothing({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="nothing" data-testid="empty">
      <svg width="56" height="44" viewBox="0 0 56 44" aria-hidden="true">
        <rect x="6" y="6" width="44" height="32" rx="6" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M6 26h12l4 6h12l4-6h12" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      </svg>
      <p className="nothing-title">{title}</p>
      {hint && <p className="quiet">{hint}</p>}
      {children}
    </div>
  );
}
