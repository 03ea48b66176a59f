import {
  BarChartOutlined,
  BellOutlined,
  CalculatorOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  EyeOutlined,
  FieldTimeOutlined,
  FlagOutlined,
  FormOutlined,
  HourglassOutlined,
  InboxOutlined,
  LinkOutlined,
  LogoutOutlined,
  MailOutlined,
  MenuOutlined,
  PauseCircleOutlined,
  RollbackOutlined,
  StarOutlined,
  TeamOutlined,
  UserAddOutlined,
  UserOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Drawer, Dropdown, Menu, type MenuProps } from 'antd';
import { Suspense, useState } from 'react';
import { Link, Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { listInbox, type SavedView } from '../api/office';
import { session } from '../api/session';
import { QUEUES, type DemoPerson, type Queue } from '../api/types';
import { Brand } from '../common/brand';
import { LanguageSwitch } from '../common/language-switch';
import { Loading } from '../common/page-states';
import { filesForOthers, seesFigures } from '../common/roles';
import { useSession } from '../common/use-session';
import { useWords } from '../common/use-words';
import { addTexts } from '../i18n/setup';
import { useLiveCases } from './live/use-live-cases';
import { addressOf, shows } from './queues/saved-views';
import { useViews } from './queues/use-views';
import { SearchBox } from './search/search-box';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('office', zh, en);

const QUEUE_ICONS: Record<Queue, React.ReactNode> = {
  mine: <UserOutlined />,
  unit: <TeamOutlined />,
  unassigned: <UserAddOutlined />,
  'due-soon': <ClockCircleOutlined />,
  overdue: <WarningOutlined />,
  returned: <RollbackOutlined />,
  waiting: <HourglassOutlined />,
  suspended: <PauseCircleOutlined />,
  supervised: <EyeOutlined />,
  linked: <LinkOutlined />,
  flagged: <FlagOutlined />,
  all: <InboxOutlined />,
};

/** Frame of the office. Without a session it leads to the sign-in and back to the same place. */
export function OfficeLayout() {
  const current = useSession();
  const { pathname, search } = useLocation();
  if (!current) {
    // After signing out the next person begins at his own start.
    const next = session.endedBy() === 'by-person' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return <Frame person={current.person} />;
}

function Frame({ person }: { person: DemoPerson }) {
  const { t, word, nameOf } = useWords('office');
  const [menuOpen, setMenuOpen] = useState(false);
  const live = useLiveCases();
  const inbox = useQuery({
    queryKey: ['inbox', 'count'],
    queryFn: ({ signal }) => listInbox({ limit: 1 }, signal),
    refetchInterval: 60_000,
  });
  const unread = inbox.data?.unread ?? 0;
  const account: MenuProps['items'] = [
    { key: 'who', disabled: true, label: `${nameOf(person)} · ${word('role', person.role)}` },
    { key: 'public', label: <Link to="/">{t('publicSide')}</Link> },
    {
      key: 'out',
      icon: <LogoutOutlined />,
      label: <span data-testid="sign-out">{t('signOut')}</span>,
      onClick: () => session.signOut(),
    },
  ];
  return (
    <div className="office">
      <a className="skip" href="#content">
        {t('words:act.skipToContent')}
      </a>
      <header className="office-header">
        <Button
          type="text"
          className="on-brand menu-button"
          icon={<MenuOutlined />}
          aria-label={t('menu')}
          data-testid="menu-button"
          onClick={() => setMenuOpen(true)}
        />
        <Brand to="/office" note={t('title')} />
        <span className="grow" />
        <SearchBox />
        <span
          className={`live live-${live}`}
          role="status"
          title={t(`live.${live}`)}
          data-testid="live-state"
          data-state={live}
        >
          <span className="wide-only">{t(`live.${live}`)}</span>
        </span>
        <LanguageSwitch tone="light" />
        <Link to="/office/inbox" aria-label={t('inboxUnread', { count: unread })} data-testid="bell" className="bell">
          <Badge count={unread} size="small" offset={[2, -2]}>
            <BellOutlined className="bell-icon" />
          </Badge>
        </Link>
        <Dropdown menu={{ items: account }} trigger={['click']}>
          <Button
            type="text"
            className="on-brand"
            icon={<UserOutlined />}
            data-testid="account"
            aria-label={t('account')}
          >
            <span className="wide-only">{nameOf(person)}</span>
          </Button>
        </Dropdown>
      </header>
      <nav className="office-nav" aria-label={t('navigation')}>
        <Navigation person={person} onChoose={() => undefined} />
      </nav>
      <Drawer
        placement="left"
        size={260}
        open={menuOpen}
        onClose={() => setMenuOpen(false)}
        title={t('menu')}
        styles={{ body: { padding: 0 } }}
      >
        <Navigation person={person} onChoose={() => setMenuOpen(false)} />
      </Drawer>
      <main id="content" className="office-main" tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
    </div>
  );
}

function Navigation({ person, onChoose }: { person: DemoPerson; onChoose: () => void }) {
  const { t, word } = useWords('office');
  const { pathname, search } = useLocation();
  const { views } = useViews();
  const keyOf = ({ name }: SavedView): string => `view ${name}`;
  const shown = views.find((view) => shows(view, pathname, search));
  const item = (to: string, icon: React.ReactNode, label: string, testId: string) => ({
    key: to,
    icon,
    label: (
      <Link to={to} data-testid={testId}>
        {label}
      </Link>
    ),
  });
  const items: MenuProps['items'] = [
    {
      key: 'cases',
      type: 'group',
      label: t('cases'),
      children: QUEUES.map((queue) =>
        item(`/office/queues/${queue}`, QUEUE_ICONS[queue], word('queue', queue), `nav-${queue}`),
      ),
    },
    ...(views.length > 0
      ? [
          {
            key: 'views',
            type: 'group' as const,
            label: t('views'),
            children: views.map((view) => ({
              ...item(addressOf(view), <StarOutlined />, view.name, 'nav-view'),
              key: keyOf(view),
            })),
          },
        ]
      : []),
    {
      key: 'more',
      type: 'group',
      label: t('more'),
      children: [
        ...(filesForOthers(person.role) ? [item('/office/file', <FormOutlined />, t('fileFor'), 'nav-file')] : []),
        ...(seesFigures(person.role)
          ? [item('/office/summary', <BarChartOutlined />, t('summary'), 'nav-summary')]
          : []),
        item('/office/calendars', <CalendarOutlined />, t('calendars'), 'nav-calendars'),
        item('/office/policies', <FieldTimeOutlined />, t('policies'), 'nav-policies'),
        item('/office/try-deadlines', <CalculatorOutlined />, t('tryDeadlines'), 'nav-try-deadlines'),
        ...(person.allParks ? [item('/office/outbox', <MailOutlined />, t('outbox'), 'nav-outbox')] : []),
      ],
    },
  ];
  return (
    <Menu
      mode="inline"
      items={items}
      selectedKeys={[shown ? keyOf(shown) : pathname]}
      onClick={onChoose}
      className="nav-menu"
    />
  );
}
