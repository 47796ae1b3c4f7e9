/** The findings of one check, in the order in which they are made. */
import { Malformed } from './json.ts';
import type { Code, Finding, Result } from './types.ts';

/** Unknown, and yet no end of the checks. */
const GOES_ON: ReadonlySet<Code> = new Set<Code>(['proof.suite_unknown', 'key.controller_stale']);

export class Findings {
  readonly all: Finding[] = [];

  pass(code: Code, where = ''): void {
    this.#note(code, 'pass', where);
  }

  /** Returns null, for a step that ends with it. */
  fail(code: Code, where = ''): null {
    return this.#note(code, 'fail', where);
  }

  /** Returns null, for a step that ends with it. */
  unknown(code: Code, where = ''): null {
    return this.#note(code, 'unknown', where);
  }

  /** True while nothing failed and nothing that would end the checks was unknown. */
  stand(): boolean {
    return this.all.every((one) => one.outcome === 'pass' || GOES_ON.has(one.code));
  }

  #note(code: Code, outcome: Result, where: string): null {
    this.all.push({ code, outcome, where });
    return null;
  }
}

/** The words of a refusal; anything else is a fault of this program and goes on. */
export function problem(cause: unknown): string {
  if (cause instanceof Malformed) return cause.message;
  throw cause;
}
