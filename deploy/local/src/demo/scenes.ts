/** What happens to one demo complaint. Times are hours before now. */
export interface Scene {
  filedHoursAgo: number;
  parkCode: string;
  channel: 'phone' | 'wechat' | 'app' | 'web' | 'walk_in' | 'bulletin' | 'patrol' | 'email';
  kind?: 'complaint' | 'repair' | 'suggestion' | 'enquiry' | 'praise';
  identity?: 'named' | 'anonymous' | 'confidential';
  complainantType?: 'owner' | 'tenant' | 'company' | 'visitor';
  place?: string;
  description: string;
  /** How far it has come, each step so many hours after the filing. */
  steps?: readonly Step[];
}

export type Step = { afterHours: number } & (
  | { do: 'sign' | 'start' }
  | { do: 'contact' | 'note' | 'reply' | 'wait' | 'resolve' | 'answer' | 'withdraw' | 'decline'; text: string }
  | { do: 'rate'; resolved: 'yes' | 'partly' | 'no'; satisfaction: number }
);

const signed = (afterHours: number): Step => ({ afterHours, do: 'sign' });
const contacted = (afterHours: number, text = '已电话联系，约定上门时间。'): Step => ({
  afterHours,
  do: 'contact',
  text,
});
const resolved = (afterHours: number, text: string): Step => ({ afterHours, do: 'resolve', text });
const rated = (afterHours: number, answer: 'yes' | 'partly' | 'no', satisfaction: number): Step => ({
  afterHours,
  do: 'rate',
  resolved: answer,
  satisfaction,
});

/** A few days of a property group, so that the first page that somebody opens has something to show. */
export const scenes: readonly Scene[] = [
  {
    filedHoursAgo: 74,
    parkCode: 'SH01',
    channel: 'app',
    complainantType: 'company',
    place: 'B座 12 楼',
    description: 'B座十二楼中央空调从早上起不制冷，办公室三十度，员工没法上班。',
    steps: [signed(0.3), contacted(0.6), resolved(6, '更换了风机盘管电机，空调已恢复制冷。'), rated(9, 'yes', 5)],
  },
  {
    filedHoursAgo: 71,
    parkCode: 'SH02',
    channel: 'wechat',
    complainantType: 'owner',
    place: '6号楼 2 单元',
    description: '楼上装修每天晚上九点以后还在用电钻，孩子睡不着，希望物业管一管噪音。',
    steps: [
      signed(0.5),
      contacted(0.8),
      resolved(20, '已与装修单位签订施工时间承诺书，晚六点后停工。'),
      rated(26, 'partly', 3),
    ],
  },
  {
    filedHoursAgo: 66,
    parkCode: 'BJ01',
    channel: 'web',
    complainantType: 'company',
    place: '3 层 302 会议室',
    description: '我们提前一周预订的会议室，到现场发现同一时段被另一家公司占用，客户都等在走廊里。',
    steps: [
      signed(1),
      contacted(1.2),
      resolved(5, '系统重复预订已修正，并为贵司免除当月一次会议室费用。'),
      rated(8, 'yes', 4),
    ],
  },
  {
    filedHoursAgo: 62,
    parkCode: 'SZ01',
    channel: 'phone',
    complainantType: 'tenant',
    place: '地下二层',
    description: '地下车库我的固定车位连续三天被陌生车辆占用，保安说联系不上车主。',
    steps: [
      signed(0.7),
      contacted(1),
      resolved(12, '已联系车主移车，并在该车位加装地锁。'),
      rated(20, 'no', 2),
      signed(20.5),
      contacted(21),
    ],
  },
  {
    filedHoursAgo: 55,
    parkCode: 'HZ01',
    channel: 'bulletin',
    identity: 'anonymous',
    place: '东门快递柜旁',
    description: '垃圾桶两天没清，味道很大，还有老鼠。',
    steps: [signed(0.4), contacted(0.7, '现场查看，垃圾桶已满溢。'), resolved(3, '已清运并消杀，改为每日两次清运。')],
  },
  {
    filedHoursAgo: 50,
    parkCode: 'SU01',
    channel: 'email',
    complainantType: 'company',
    place: '2 号厂房',
    description: '二号厂房今天上午又跳闸断电，生产线停了四十分钟，这个月已经是第三次。',
    steps: [signed(0.2), contacted(0.4), resolved(7, '更换老化断路器，并安排夜间负荷检测。'), rated(12, 'yes', 4)],
  },
  {
    filedHoursAgo: 47,
    parkCode: 'CD01',
    channel: 'walk_in',
    complainantType: 'owner',
    place: '客服前台',
    description: '前台工作人员态度冷淡，问物业费怎么算，说了两句就不理人了。',
    steps: [signed(1.5), contacted(1.8), resolved(22, '已当面致歉，并对前台人员进行了服务培训。'), rated(30, 'yes', 4)],
  },
  {
    filedHoursAgo: 44,
    parkCode: 'GZ01',
    channel: 'app',
    kind: 'repair',
    complainantType: 'owner',
    place: '5 栋 1803',
    description: '卫生间天花板渗水，楼下也说漏到他家了。',
    steps: [
      signed(0.8),
      contacted(1),
      { afterHours: 2, do: 'wait', text: '请问明天上午十点上门是否方便？' },
      { afterHours: 5, do: 'answer', text: '可以，十点我在家。' },
      resolved(24, '楼上防水层修补完成，闭水试验合格。'),
    ],
  },
  {
    filedHoursAgo: 40,
    parkCode: 'SH01',
    channel: 'app',
    kind: 'praise',
    complainantType: 'company',
    description: '表扬夜班保安小伙子，捡到我们同事的电脑包并主动送到公司。',
    steps: [signed(3), contacted(3.5), resolved(10, '感谢您的肯定，已转达并在月度例会表扬。'), rated(12, 'yes', 5)],
  },
  {
    filedHoursAgo: 36,
    parkCode: 'SZ01',
    channel: 'web',
    kind: 'suggestion',
    complainantType: 'company',
    description: '建议园区食堂增加素食窗口，周末也开放一个时段。',
    steps: [signed(4), contacted(6)],
  },
  {
    filedHoursAgo: 33,
    parkCode: 'BJ01',
    channel: 'phone',
    complainantType: 'tenant',
    description: '隔壁邻居把鞋柜和电动车放在公共走廊，过道只剩一半。',
    steps: [signed(0.9), contacted(1.1), { afterHours: 20, do: 'withdraw', text: '邻居已经搬走了，不用处理了。' }],
  },
  {
    filedHoursAgo: 30,
    parkCode: 'SU01',
    channel: 'wechat',
    identity: 'anonymous',
    place: '厂区西侧',
    description: '厂区外市政道路路灯不亮，晚上下班很黑。',
    steps: [{ afterHours: 1, do: 'decline', text: '该路灯属市政管养。|市政 12345 热线' }],
  },
  {
    filedHoursAgo: 27,
    parkCode: 'SH02',
    channel: 'app',
    complainantType: 'owner',
    place: '2 号楼',
    description: '二号楼客梯今天早上困了两个人，等了二十分钟才放出来，电梯是不是有安全隐患？',
    steps: [
      signed(0.1),
      contacted(0.2),
      resolved(9, '维保单位已更换门机控制板，电梯复检合格后恢复运行。'),
      rated(14, 'yes', 4),
    ],
  },
  {
    filedHoursAgo: 24,
    parkCode: 'CD01',
    channel: 'app',
    complainantType: 'owner',
    place: '地下一层',
    description: '停车费自动扣款多扣了一个月，客服说要等财务，三天没回复。',
    steps: [signed(2), contacted(2.2)],
  },
  {
    filedHoursAgo: 21,
    parkCode: 'HZ01',
    channel: 'wechat',
    complainantType: 'owner',
    place: '12 幢',
    description: '门禁刷脸老是识别不出来，早高峰门口排长队。',
    steps: [signed(1), contacted(1.3), { afterHours: 3, do: 'note', text: '摄像头进水，已向厂家报修，等待备件。' }],
  },
  {
    filedHoursAgo: 18,
    parkCode: 'SH01',
    channel: 'patrol',
    kind: 'repair',
    place: 'A座 8 楼西侧',
    description: '巡检发现 A 座八楼西侧防火门被杂物堵住，闭门器损坏。',
    steps: [signed(0.2), contacted(0.4, '现场清理杂物。')],
  },
  {
    filedHoursAgo: 15,
    parkCode: 'GZ01',
    channel: 'phone',
    complainantType: 'owner',
    identity: 'confidential',
    description: '投诉保安队长私自收费放外来车辆进小区，请不要透露我的身份。',
    steps: [signed(1), contacted(1.5)],
  },
  {
    filedHoursAgo: 12,
    parkCode: 'SU01',
    channel: 'app',
    complainantType: 'company',
    place: '研发楼 4 层',
    description: '研发楼四层网络时断时续，视频会议每隔几分钟就掉线。',
    steps: [signed(0.5), contacted(0.7)],
  },
  {
    filedHoursAgo: 9,
    parkCode: 'BJ01',
    channel: 'app',
    kind: 'enquiry',
    complainantType: 'company',
    description: '请问园区举办产品发布会，场地怎么预约，费用多少？',
    steps: [signed(2)],
  },
  {
    filedHoursAgo: 6,
    parkCode: 'SH02',
    channel: 'bulletin',
    identity: 'anonymous',
    place: '中心花园',
    description: '中心花园草坪一个月没修剪，蚊虫很多，绿化养护是不是没人管？',
    steps: [signed(1)],
  },
  {
    filedHoursAgo: 4,
    parkCode: 'SZ01',
    channel: 'wechat',
    complainantType: 'tenant',
    place: '公寓 3 栋',
    description: '热水忽冷忽热，报修两次师傅都说修好了，其实没有。',
    steps: [signed(0.4), contacted(0.6)],
  },
  {
    filedHoursAgo: 2.5,
    parkCode: 'SH01',
    channel: 'app',
    complainantType: 'company',
    place: 'C座大堂',
    description: '大堂地面刚拖完没有放警示牌，我们客户滑倒了，膝盖受伤。',
    steps: [signed(0.1), contacted(0.2)],
  },
  {
    filedHoursAgo: 1.2,
    parkCode: 'CD01',
    channel: 'web',
    complainantType: 'owner',
    place: '7 栋 2 单元',
    description: '外墙保温层鼓包开裂，担心掉下来砸到人。',
  },
  {
    filedHoursAgo: 0.4,
    parkCode: 'SH01',
    channel: 'wechat',
    complainantType: 'company',
    place: 'B座 18 楼',
    description: '十八楼男卫生间水管爆了，水已经流到走廊，快派人！',
  },
];
