import { validateUserConfigZodType } from "@nomicfoundation/hardhat-zod-utils";
import { z } from "zod";

import type { ProfileId } from "../model/profile.ts";
import type { ReportFormat } from "../model/report-format.ts";
import { nearestName } from "../primitives/nearest-name.ts";
import { demandsWithoutCrowds } from "./demands-without-crowds.ts";
import { RULE_IDS } from "./rule-ids.ts";

const USERS = "Expected a whole number of users, 2 to 1024";
const SECONDS = "Expected a number of seconds, 0 or more";

const CROWDS = {
  users: z
    .number({ invalid_type_error: USERS })
    .int(USERS)
    .min(2, USERS)
    .max(1024, USERS)
    .optional(),
  seconds: z.number({ invalid_type_error: SECONDS }).min(0, SECONDS).finite(SECONDS).optional(),
};

const MEMORY = "Expected a whole number of MB, 128 or more";
const SHARDS = "Expected a whole number of shards, 2 to 256";
const TEXT = "Expected a text";

const text = () => z.string({ invalid_type_error: TEXT }).min(1, TEXT).optional();

function isRule(id: string): boolean {
  // What is empty has its own message.
  return id === "" || RULE_IDS.some((one) => one === id);
}

const IGNORE = {
  rule: z
    .string({ invalid_type_error: TEXT, required_error: "Expected the id of a rule" })
    .min(1, TEXT)
    .refine(isRule, (id) => ({
      message: `Unknown rule "${id}"${suggestion(id, RULE_IDS, "rules")}`,
    })),
  contract: text(),
  variable: text(),
  reason: text(),
};

// A config is read in every run of Hardhat, so it loads nothing of the model.
const PROFILES = [
  "access-list",
  "block-stm",
  "key-based",
  "value-based",
] as const satisfies readonly ProfileId[];

const FORMATS = [
  "terminal",
  "json",
  "html",
  "markdown",
  "sarif",
] as const satisfies readonly ReportFormat[];

const EXPECTED_FORMATS = 'Expected "terminal", "json", "html", "markdown" or "sarif"';

const OPTIONS = {
  threads: z
    .number({ invalid_type_error: "Expected a whole number of threads, 1 or more" })
    .int("Expected a whole number of threads, 1 or more")
    .min(1, "Expected a whole number of threads, 1 or more")
    .optional(),
  memory: z.number({ invalid_type_error: MEMORY }).int(MEMORY).min(128, MEMORY).optional(),
  execution: z
    .enum(["hybrid", "parallel"], {
      errorMap: () => ({ message: 'Expected "hybrid" or "parallel"' }),
    })
    .optional(),
  output: z
    .string({ invalid_type_error: "Expected the path of a folder" })
    .trim()
    .min(1, "Expected the path of a folder")
    .optional(),
  scenarios: z
    .array(
      z.enum(["block", "test"], { errorMap: () => ({ message: 'Expected "block" or "test"' }) }),
      { invalid_type_error: 'Expected an array of "block" and "test"' },
    )
    .min(1, 'Expected at least one of "block" and "test"')
    .optional(),
  profile: z
    .enum(PROFILES, {
      errorMap: () => ({
        message: 'Expected "access-list", "block-stm", "key-based" or "value-based"',
      }),
    })
    .optional(),
  report: z
    .array(z.enum(FORMATS, { errorMap: () => ({ message: EXPECTED_FORMATS }) }), {
      invalid_type_error: 'Expected an array of "terminal", "json", "html", "markdown" and "sarif"',
    })
    .min(1, EXPECTED_FORMATS)
    .optional(),
  top: z
    .number({ invalid_type_error: "Expected a whole number, 0 or more" })
    .int("Expected a whole number, 0 or more")
    .min(0, "Expected a whole number, 0 or more")
    .optional(),
};

/** An object with these options only: a typo must not silently do nothing. */
function strictly(options: z.ZodRawShape) {
  return z.any().superRefine((section: unknown, context) => {
    for (const issue of z.object(options).safeParse(section).error?.issues ?? []) {
      context.addIssue(issue);
    }
    for (const key of unknownKeys(section, options)) {
      const message = `Unknown option "${key}"${suggestion(key, Object.keys(options))}`;
      context.addIssue({ code: z.ZodIssueCode.custom, path: [key], message });
    }
  });
}

/** The same, or `false` for none of it. */
function strictlyOrFalse(options: z.ZodRawShape) {
  return z
    .any()
    .superRefine((section: unknown, context) => {
      if (section === false) return;
      if (typeof section !== "object" || section === null) {
        context.addIssue({ code: z.ZodIssueCode.custom, message: "Expected false or an object" });
        return;
      }
      for (const issue of strictly(options).safeParse(section).error?.issues ?? []) {
        context.addIssue(issue);
      }
    })
    .optional();
}

const SUGGESTIONS = {
  shards: z
    .number({ invalid_type_error: SHARDS })
    .int(SHARDS)
    .min(2, SHARDS)
    .max(256, SHARDS)
    .optional(),
  ignore: z
    .array(strictly(IGNORE), { invalid_type_error: "Expected an array of { rule }" })
    .optional(),
};

const MINUTES = "Expected a number of minutes, more than 0";

const PROVE = {
  minutes: z.number({ invalid_type_error: MINUTES }).positive(MINUTES).finite(MINUTES).optional(),
};

const SPEEDUP = "Expected a speed-up, 1 or more";
const SHARE = "Expected a share, 0 to 1";

const onlyFalse = (message: string) =>
  z.literal(false, { errorMap: () => ({ message }) }).optional();

const BUDGET = {
  contract: text(),
  function: text(),
  minSpeedup: z.number({ invalid_type_error: SPEEDUP }).min(1, SPEEDUP).finite(SPEEDUP).optional(),
  threads: z
    .union([z.literal(2), z.literal(4), z.literal(8), z.literal(16)], {
      errorMap: () => ({ message: "Expected 2, 4, 8 or 16 threads" }),
    })
    .optional(),
  maxConflicting: z.number({ invalid_type_error: SHARE }).min(0, SHARE).max(1, SHARE).optional(),
  newHotspots: onlyFalse("Expected false: no new hotspot"),
  orderDependent: onlyFalse("Expected false: nobody fails because another one came first"),
};

const DEMANDS = ["minSpeedup", "maxConflicting", "newHotspots", "orderDependent"];

/** One that wants nothing, or of a function of another contract, would say nothing. */
const budgetType = strictly(BUDGET).superRefine((budget: unknown, context) => {
  if (typeof budget !== "object" || budget === null) return;
  if (!DEMANDS.some((demand) => Object.hasOwn(budget, demand))) {
    const message = `Expected one of ${DEMANDS.join(", ")}`;
    context.addIssue({ code: z.ZodIssueCode.custom, message });
  }
  const problem = wrongFunction(budget);
  if (problem !== undefined)
    context.addIssue({ code: z.ZodIssueCode.custom, path: ["function"], message: problem });
});

function wrongFunction(budget: object): string | undefined {
  const name = "function" in budget ? budget.function : undefined;
  if (typeof name !== "string" || name === "") return undefined;
  const [owner = "", member] = name.split(".");
  if (owner === "" || member === undefined || member === "")
    return 'Expected a function as reports name it, such as "Token.transfer"';
  const contract = "contract" in budget ? budget.contract : undefined;
  if (typeof contract !== "string" || contract === "") return undefined;
  return owner === contract.slice(contract.lastIndexOf(":") + 1)
    ? undefined
    : `Expected a function of the contract ${contract}, or no contract beside it`;
}

const sectionType = strictly({
  ...OPTIONS,
  crowds: strictlyOrFalse(CROWDS),
  suggestions: strictlyOrFalse(SUGGESTIONS),
  budgets: z.array(budgetType, { invalid_type_error: "Expected an array of budgets" }).optional(),
  prove: strictly(PROVE).optional(),
})
  .superRefine((section: unknown, context) => {
    for (const [index, demand] of demandsWithoutCrowds(section)) {
      const message = `${demand} of this is known from crowds, which crowds: false switches off; leave out one of the two`;
      context.addIssue({
        code: z.ZodIssueCode.custom,
        path: ["budgets", index, demand],
        message,
      });
    }
  })
  .optional();

const userConfigType = z.object({ parallelEvm: sectionType });

/** What is wrong with the `parallelEvm` section of the user's config; empty when nothing is. */
export function validateUserConfig(
  userConfig: unknown,
): { path: (string | number)[]; message: string }[] {
  return validateUserConfigZodType(userConfig, userConfigType);
}

function unknownKeys(section: unknown, options: object): string[] {
  if (typeof section !== "object" || section === null || Array.isArray(section)) return [];
  return Object.keys(section).filter((key) => !Object.hasOwn(options, key));
}

function suggestion(key: string, options: readonly string[], what = "options"): string {
  const nearest = nearestName(key, options);
  return nearest === undefined
    ? `; the ${what} are ${options.join(", ")}`
    : `; did you mean "${nearest}"?`;
}
