import { useMutation, useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { createDemoToken, listDemoPeople } from '../../api/office';
import { Problem } from '../../api/http';
import { session } from '../../api/session';
import { Brand } from '../../common/brand';
import { LanguageSwitch } from '../../common/language-switch';
import { Failed, Loading, Nothing, ProblemAlert } from '../../common/page-states';
import { safeReturn } from '../../common/safe-return';
import { useSession } from '../../common/use-session';
import { useWords } from '../../common/use-words';
import { useParks } from '../../complainant/queries';
import { addTexts } from '../../i18n/setup';
import en from './texts.en.json';
import { groupByPark, groupByRole, matchesSearch } from './people';
import zh from './texts.zh.json';

addTexts('signIn', zh, en);

/** Choosing one of the demo people. After a lost session the place is kept in `?next=`. */
export function SignInPage() {
  const { t, word, nameOf, language } = useWords('signIn');
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const target = safeReturn(query.get('next'));
  const signedIn = useSession();
  const [search, setSearch] = useState('');
  const [park, setPark] = useState<string>();
  const people = useQuery({ queryKey: ['demo-people'], queryFn: ({ signal }) => listDemoPeople(signal) });
  const parks = useParks();
  const signingIn = useMutation({
    mutationFn: createDemoToken,
    onSuccess: (answer) => {
      session.begin(answer);
      void navigate(target, { replace: true });
    },
  });
  const groups = useMemo(
    () =>
      groupByRole(
        (people.data ?? []).filter(
          (person) => matchesSearch(person, search) && (!park || person.allParks || person.parkCodes.includes(park)),
        ),
      ),
    [people.data, search, park],
  );
  if (signedIn && !signingIn.isSuccess) return <Navigate to={target} replace />;

  const parkName = (code: string): string => nameOf(parks.data?.find((one) => one.code === code)) || code;
  const off = people.error instanceof Problem && people.error.status === 404;
  return (
    <div className="sign-in">
      <header className="office-header">
        <Brand to="/" note={t('office')} />
        <LanguageSwitch tone="light" />
      </header>
      <main className="sign-in-main">
        <h1>{t('title')}</h1>
        <p className="quiet">{session.endedBy() === 'by-server' ? t('again') : t('lead')}</p>
        <div className="sign-in-filter">
          <Input
            allowClear
            size="large"
            data-testid="person-search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <Select
            allowClear
            size="large"
            aria-label={t('park')}
            placeholder={t('park')}
            data-testid="person-park"
            value={park}
            onChange={setPark}
            options={(parks.data ?? []).map((one) => ({ value: one.code, label: nameOf(one) }))}
          />
        </div>
        <ProblemAlert error={signingIn.error} />
        {people.isPending && <Loading />}
        {off && <Nothing title={t('off')} hint={t('offHint')} />}
        {people.isError && !off && <Failed error={people.error} onRetry={() => void people.refetch()} />}
        {people.isSuccess && groups.length === 0 && <Nothing title={t('nobody')} />}
        {groups.map(([role, members]) => (
          <section key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`}>
              {word('role', role)} <span className="quiet">{members.length}</span>
            </h2>
            {groupByPark(members).map(([code, people]) => (
              <div key={code ?? '*'}>
                {code && <h3>{parkName(code)}</h3>}
                <ul className="people">
                  {people.map((person) => (
                    <li key={person.staffId}>
                      <button
                        type="button"
                        className="person"
                        data-testid={`person-${person.staffId}`}
                        data-role={person.role}
                        data-parks={person.allParks ? '*' : person.parkCodes.join(' ')}
                        disabled={signingIn.isPending}
                        onClick={() => signingIn.mutate(person.staffId)}
                      >
                        <span className="avatar" aria-hidden>
                          {person.name.slice(0, 1)}
                        </span>
                        <span>
                          <strong>{nameOf(person)}</strong>
                          <small>
                            {[
                              person.allParks
                                ? t('allParks')
                                : person.parkCodes.map(parkName).join(language === 'en' ? ', ' : '、'),
                              (language === 'en' && person.unitNameEn) || person.unitName,
                            ]
                              .filter(Boolean)
                              .join(' · ')}
                          </small>
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
      </main>
    </div>
  );
}
