/**
 * Handlers of a fake neighbour: those given, and for every other method of the service one that fails, so that a test
 * need not name what is never asked.
 * @param service the generated definition of the gRPC service
 */
export function fakeHandlers<H extends object>(service: { readonly [M in keyof H]: unknown }, given: Partial<H>): H {
  const refuse = (): Promise<never> => Promise.reject(new Error('This fake neighbour is not asked that.'));
  const others = Object.fromEntries(Object.keys(service).map((method) => [method, refuse]));
  return { ...others, ...given } as H;
}
