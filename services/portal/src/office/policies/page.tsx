import { Button, Select } from 'antd';
import { useState } from 'react';
import type { Policy } from '../../api/deadlines';
import { PageHead } from '../../common/page-head';
import { Failed, Loading, Nothing } from '../../common/page-states';
import { keepsRules } from '../../common/roles';
import { useSession } from '../../common/use-session';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { useNames } from '../directory';
import { AllowanceTable } from './allowance-table';
import { ApplyToRunning } from './apply-to-running';
import { PolicyEditor } from './policy-editor';
import { usePolicies } from './queries';
import { isGeneral } from './rules';
import { SpecialRuleText } from './special-rule-text';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('policies', zh, en);

/** How long clocks may run: the rules in force, older ones, and the next. */
export function PoliciesPage() {
  const { t, dateTime } = useWords('policies');
  const policies = usePolicies();
  const mayChange = keepsRules(useSession()?.person.role ?? '');
  const [version, setVersion] = useState<number>();
  const [editing, setEditing] = useState(false);
  const newest = policies.data?.[0];
  const shown = policies.data?.find((policy) => policy.version === version) ?? newest;
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        {shown && !editing && (
          <div className="page-filters">
            <Select
              className="park-filter"
              data-testid="policy-version"
              aria-label={t('version')}
              value={shown.version}
              onChange={setVersion}
              options={policies.data?.map((policy) => ({
                value: policy.version,
                label: `${t('versionOf', { version: policy.version })} ${dateTime(policy.at)}`,
              }))}
            />
            {mayChange && newest && (
              <Button type="primary" data-testid="policy-edit" onClick={() => setEditing(true)}>
                {t('edit')}
              </Button>
            )}
          </div>
        )}
      </PageHead>
      {policies.isPending && <Loading rows={10} />}
      {policies.isError && <Failed error={policies.error} onRetry={() => void policies.refetch()} />}
      {policies.isSuccess && !newest && (
        <div className="panel">
          <Nothing title={t('none')} />
        </div>
      )}
      {editing && newest ? (
        <PolicyEditor
          policy={newest}
          onClose={() => {
            setEditing(false);
            setVersion(undefined);
          }}
        />
      ) : (
        shown && <PolicyView policy={shown} />
      )}
      {mayChange && newest && !editing && <ApplyToRunning version={newest.version} />}
    </>
  );
}

function PolicyView({ policy }: { policy: Policy }) {
  const { t } = useWords('policies');
  const names = useNames();
  const special = policy.rules.filter((rule) => !isGeneral(rule));
  return (
    <section className="panel" aria-labelledby="policy" data-testid="policy" data-version={policy.version}>
      <h2 id="policy">{t('versionOf', { version: policy.version })}</h2>
      <p className="quiet">
        {policy.by ? t('madeBy', { by: names.staffName(policy.by) }) : t('builtIn')} {policy.note}
      </p>
      <AllowanceTable rules={policy.rules} />
      <dl className="facts">
        <div>
          <dt>{t('pause')}</dt>
          <dd>{t('pauseText', { days: policy.pauseAllowanceDays })}</dd>
        </div>
        <div>
          <dt>{t('cap')}</dt>
          <dd>{t('capText', { hours: policy.firstContactCapHours })}</dd>
        </div>
        <div>
          <dt>{t('quiet')}</dt>
          <dd>{policy.quietHours ? t('quietText', { ...policy.quietHours }) : t('words:status.none')}</dd>
        </div>
      </dl>
      {special.length > 0 && (
        <>
          <h3>{t('specialShown')}</h3>
          <ul className="changes">
            {special.map((rule, index) => (
              <li key={index} data-testid="special-rule">
                <SpecialRuleText rule={rule} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
