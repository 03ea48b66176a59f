import type { ThemeConfig } from 'antd';

/** Colours that carry a meaning; all have a contrast of at least 4.5 : 1 on white. */
export const colors = {
  brand: '#0b5d52',
  brandStrong: '#084840',
  accent: '#f2b84b',
  good: '#1d7a46',
  near: '#a85b00',
  late: '#c42b1c',
  idle: '#5c6770',
  info: '#1f5fa8',
} as const;

export const priorityColors: Record<string, string> = {
  P1: colors.late,
  P2: colors.near,
  P3: colors.info,
  P4: colors.idle,
};

export const theme: ThemeConfig = {
  token: {
    colorPrimary: colors.brand,
    colorInfo: colors.info,
    colorSuccess: colors.good,
    colorWarning: '#b86a00',
    colorError: colors.late,
    colorLink: colors.brand,
    // Derived from so dark a green, the light shades would be grey.
    colorPrimaryBg: '#e6f1ee',
    colorPrimaryBgHover: '#d6e8e3',
    colorPrimaryHover: '#0e7466',
    controlItemBgActive: '#e6f1ee',
    colorInfoBg: '#e7f0fa',
    colorInfoBorder: '#b7d0ec',
    colorWarningBg: '#fdf4e1',
    colorWarningBorder: '#f0cf94',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#f3bdb7',
    colorTextSecondary: '#52606a',
    colorTextTertiary: '#5f6c75',
    colorTextDescription: '#52606a',
    colorTextPlaceholder: '#6b7780',
    borderRadius: 8,
    // A click into a dialog or a list that still moves goes nowhere, and on a slow machine it moves for long.
    motion: false,
    fontFamily:
      "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
  },
  components: {
    Table: { headerBg: '#f4f6f5', headerColor: '#3d4a52', cellPaddingBlockMD: 10 },
    Menu: { itemHeight: 38, itemSelectedBg: '#e6f1ee', itemSelectedColor: colors.brandStrong },
  },
};
