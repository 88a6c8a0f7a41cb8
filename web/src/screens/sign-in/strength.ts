import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** Characters; as many as the server looks at, which decides with more lists than are sent here. */
const LOOKED_AT = 24;

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT });

export type Strength = 0 | 1 | 2 | 3 | 4;

/** How many guesses it takes, from 0 (the first thousand) to 4 (more than 10^10). */
export function strengthOf(password: string): Strength {
  return estimator.check(password.normalize("NFKC").slice(0, LOOKED_AT)).score;
}
