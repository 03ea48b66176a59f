import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  hint?: ReactNode;
  /** Attributes of the heading that tests find it by. */
  heading?: { 'data-testid'?: string; 'data-queue'?: string };
  /** What the whole page is narrowed or changed by. */
  children?: ReactNode;
}

/** What a page of the office is, and what one does with all of it. */
export function PageHead({ title, hint, heading, children }: Props) {
  return (
    <div className="page-head">
      <div>
        <h1 {...heading}>{title}</h1>
        {hint && <p className="quiet">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
