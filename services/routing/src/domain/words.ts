/** The words of the domain that triage speaks in. */
export type Kind = 'complaint' | 'repair' | 'suggestion' | 'enquiry' | 'praise';
export type Severity = 'general' | 'significant' | 'major';
export type Urgency = 'low' | 'normal' | 'urgent';
export type Priority = 'p1' | 'p2' | 'p3' | 'p4';
export type UnitFunction =
  | 'customer_service'
  | 'engineering'
  | 'security'
  | 'cleaning_greening'
  | 'finance'
  | 'operations'
  | 'contractor'
  | 'park_office'
  | 'region_office'
  | 'headquarters'
  | 'hotline'
  | 'dispatch_desk';

export const unitNames: Readonly<Record<UnitFunction, string>> = {
  customer_service: '客户服务部',
  engineering: '工程部',
  security: '秩序维护部',
  cleaning_greening: '环境部',
  finance: '财务部',
  operations: '运营部',
  contractor: '外包单位',
  park_office: '园区管理处',
  region_office: '区域公司',
  headquarters: '集团总部',
  hotline: '热线席',
  dispatch_desk: '派单席',
};
