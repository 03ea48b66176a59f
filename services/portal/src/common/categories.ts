/** Categories that staff choose from, by their first level. Routing's rules use the same codes. */
export const CATEGORIES: Record<string, readonly string[]> = {
  facility: ['lift', 'air_conditioning', 'water', 'power', 'fire', 'network', 'access_control', 'cctv', 'smart_home'],
  environment: ['cleaning', 'waste', 'greening', 'noise', 'smell'],
  security: ['guarding', 'parking'],
  service: ['attitude', 'slow_response'],
  fees: [],
  quality: ['leak', 'crack', 'insulation'],
  value_added: ['meeting_rooms', 'events', 'community_culture'],
  neighbours: [],
  other: [],
};

/** All codes that may be chosen: second level where there is one, else the first. */
export function categoryCodes(): string[] {
  return Object.entries(CATEGORIES).flatMap(([first, rest]) =>
    rest.length > 0 ? rest.map((second) => `${first}.${second}`) : [first],
  );
}
