import { Input, InputNumber } from 'antd';
import type { PolicyContent } from '../../api/deadlines';
import { useWords } from '../../common/use-words';

type Limits = Omit<PolicyContent, 'rules' | 'note'>;

/** As sla takes them. */
const MOST_PAUSE_DAYS = 60;
const MOST_CAP_HOURS = 168;

/** What holds beside the allowances: the limit of waiting, the cap of first contact, and when messages wait. */
export function PolicyLimits({ limits, onChange }: { limits: Limits; onChange: (change: Partial<Limits>) => void }) {
  const { t } = useWords('policies');
  const { from = '', to = '' } = limits.quietHours ?? {};
  const setQuiet = (next: { from: string; to: string }): void =>
    onChange({ quietHours: next.from || next.to ? next : undefined });
  return (
    <div className="policy-limits">
      <label>
        {t('pauseDays', { most: MOST_PAUSE_DAYS })}
        <InputNumber
          className="wide"
          min={0}
          max={MOST_PAUSE_DAYS}
          value={limits.pauseAllowanceDays}
          data-testid="policy-pause-days"
          onChange={(value) => value !== null && onChange({ pauseAllowanceDays: value })}
        />
      </label>
      <label>
        {t('capHours', { most: MOST_CAP_HOURS })}
        <InputNumber
          className="wide"
          min={1}
          max={MOST_CAP_HOURS}
          value={limits.firstContactCapHours}
          data-testid="policy-cap-hours"
          onChange={(value) => value !== null && onChange({ firstContactCapHours: value })}
        />
      </label>
      <label>
        {t('quietFrom')}
        <Input type="time" value={from} onChange={({ target }) => setQuiet({ from: target.value, to })} />
      </label>
      <label>
        {t('quietTo')}
        <Input type="time" value={to} onChange={({ target }) => setQuiet({ from, to: target.value })} />
      </label>
    </div>
  );
}
