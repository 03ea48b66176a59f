import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { trackComplaint, type TrackingKey } from '../../api/complaints';
import { Problem } from '../../api/http';
import type { TrackedComplaint } from '../../api/types';
import { Failed, Loading } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { useParks } from '../queries';
import { AnswerForm } from './answer-form';
import { Progress } from './progress';
import { Promised } from './promised';
import { PublicTimeline } from './public-timeline';
import { RatingForm } from './rating-form';
import { TrackForm } from './track-form';
import { WithdrawForm } from './withdraw-form';

const REFRESH_MS = 30_000;

/** One complaint as its complainant sees it, with what he can do now. */
export function Tracked({ tracking }: { tracking: TrackingKey }) {
  const queryKey = ['tracked', tracking.number, tracking.code];
  const queries = useQueryClient();
  const tracked = useQuery({
    queryKey,
    queryFn: ({ signal }) => trackComplaint(tracking, signal),
    refetchInterval: (query) => (query.state.status === 'success' ? REFRESH_MS : false),
    staleTime: 0,
  });
  if (tracked.isPending) return <Loading />;
  if (tracked.isError && !tracked.data) {
    const wrongKey = tracked.error instanceof Problem && tracked.error.status === 404;
    return wrongKey ? (
      <TrackForm number={tracking.number} code={tracking.code} error={tracked.error} />
    ) : (
      <Failed error={tracked.error} onRetry={() => void tracked.refetch()} />
    );
  }
  const show = (next: TrackedComplaint): void => void queries.setQueryData(queryKey, next);
  const reload = (): void => void tracked.refetch();
  return <TrackedView complaint={tracked.data} tracking={tracking} onChange={show} onReload={reload} />;
}

interface ViewProps {
  complaint: TrackedComplaint;
  tracking: TrackingKey;
  onChange: (next: TrackedComplaint) => void;
  onReload: () => void;
}

function TrackedView({ complaint, tracking, onChange, onReload }: ViewProps) {
  const { t, word, dateTime, nameOf } = useWords('track');
  const parks = useParks();
  const can = (action: string): boolean => complaint.actions.includes(action);
  // The thanks for a rating stay when the complaint has moved on because of it, until there is another cycle to rate.
  const [ratedCycle, setRatedCycle] = useState<number>();
  const another = ratedCycle === undefined || (can('rating') && complaint.cycle > ratedCycle);
  const ratingCycle = another ? complaint.cycle : ratedCycle;
  const asked = complaint.state === 'waiting_complainant';
  const plain = complaint.outcome ? `plain.closed_${complaint.outcome}` : `plain.${complaint.state}`;
  const park = parks.data?.find((candidate) => candidate.code === complaint.parkCode);
  return (
    <>
      <section className={`panel state state-${complaint.state}`} aria-live="polite">
        <p className="quiet" data-testid="tracked-number">
          {complaint.number}
        </p>
        <h1 data-testid="track-state" data-state={complaint.state} data-outcome={complaint.outcome}>
          {complaint.outcome ? word('outcome', complaint.outcome) : t(`stateTitle.${complaint.state}`)}
        </h1>
        <p>{t(plain)}</p>
        <Promised complaint={complaint} />
        <Progress complaint={complaint} />
      </section>

      {complaint.answer && (
        <section className="panel answer" aria-labelledby="answer-title">
          <h2 id="answer-title">{t('answer')}</h2>
          <p className="free-text" data-testid="track-answer">
            {complaint.answer}
          </p>
          {complaint.resolvedAt && <p className="quiet">{dateTime(complaint.resolvedAt)}</p>}
        </section>
      )}
      {complaint.referTo && (
        <section className="panel answer" aria-labelledby="refer-title">
          <h2 id="refer-title">{t('referTo')}</h2>
          <p className="free-text" data-testid="track-refer-to">
            {complaint.referTo}
          </p>
        </section>
      )}
      {(can('rating') || ratedCycle !== undefined) && (
        <RatingForm
          key={ratingCycle}
          tracking={tracking}
          onDone={() => {
            setRatedCycle(complaint.cycle);
            onReload();
          }}
        />
      )}
      {can('answer') && <AnswerForm complaint={complaint} tracking={tracking} urgent={asked} onDone={onChange} />}

      <section className="panel" aria-labelledby="timeline-title">
        <div className="panel-head">
          <h2 id="timeline-title">{t('timeline')}</h2>
          <Button size="small" onClick={onReload} data-testid="track-refresh">
            {t('refresh')}
          </Button>
        </div>
        <PublicTimeline entries={complaint.timeline} />
      </section>

      <section className="panel" aria-labelledby="filed-as">
        <h2 id="filed-as">{t('asFiled')}</h2>
        <p className="free-text">{complaint.description}</p>
        <dl className="facts">
          <Fact label={t('park')}>{nameOf(park) || complaint.parkCode}</Fact>
          <Fact label={t('kind')}>{word('kind', complaint.kind)}</Fact>
          {complaint.place && <Fact label={t('place')}>{complaint.place}</Fact>}
          <Fact label={t('identity')}>{word('identity', complaint.identity)}</Fact>
          <Fact label={t('receivedAt')}>{dateTime(complaint.receivedAt)}</Fact>
          {complaint.category && <Fact label={t('category')}>{word('category', complaint.category)}</Fact>}
        </dl>
      </section>
      {can('withdraw') && <WithdrawForm tracking={tracking} onDone={onChange} />}
    </>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
