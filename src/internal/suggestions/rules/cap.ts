import { keysInPath, withoutKeys } from "../../model/path-keys.ts";
import type { ReportAccumulator } from "../../model/report.ts";
import { typeStringOf } from "../../model/solidity/ast-node.ts";
import { askedOfQuota } from "../asked-of-quota.ts";
import { fieldNameOf, nameOfUse } from "../code/fields.ts";
import type { Use } from "../code/uses.ts";
import { type Draw, drawIn } from "../draw.ts";
import { telling } from "../evidence.ts";
import { entryParts } from "../patches/entry-parts.ts";
import { layoutNotes, placesOf } from "../patches/shard-sketch.ts";
import { partsOfQuota, quotaNotes, remedyOfParts } from "../quota-parts.ts";
import type { Diagnosis, Rule, Subject } from "../rule.ts";
import { aboutPart, firstOf, storedNumber } from "../stored-number.ts";
import { listed } from "../users.ts";
import { isQuotaUsedElse } from "../used-quota.ts";
import { wayOfNaming } from "../way-of-naming.ts";

/** A quota that all draw on: with each call it comes nearer to a bound, at which calls fail. */
export const CAP: Rule = {
  id: "cap",
  title: "Quota that all users draw on",
  detects:
    "A number that calls of different users raise or lower, and that the same calls compare with a bound of the contract's own, not with what a caller pays or says: run with other values in it they fail or succeed, but do nothing else differently, nor does their code use it for anything else.",
  impact: "high",
  bad: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Badges {
    uint256 public constant MAX_BADGES = 4096;
    uint256 public minted;
    mapping(address account => uint256) public badgesOf;

    function mint(uint256 quantity) external {
        require(minted + quantity <= MAX_BADGES, "sold out");
        minted += quantity;
        badgesOf[msg.sender] += quantity;
    }
}
`,
  better: `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Badges {
    uint256 public constant MAX_BADGES = 4096;
    uint256 private constant BUCKETS = 16;
    mapping(address account => uint256) public badgesOf;

    uint256[BUCKETS] private _minted;

    /// @param bucket Whose share of the quota to draw on. Who finds one empty tries another one.
    function mint(uint256 quantity, uint256 bucket) external {
        require(_minted[bucket] + quantity <= MAX_BADGES / BUCKETS, "bucket sold out");
        _minted[bucket] += quantity;
        badgesOf[msg.sender] += quantity;
    }

    function minted() external view returns (uint256 sum) {
        for (uint256 i = 0; i < BUCKETS; i++) sum += _minted[i];
    }
}
`,
  refactor:
    "Deal the quota out to buckets, of which each caller draws on one: by the sender's address, or by an argument, so that who finds a bucket empty can try another one. Where the last ones must go too, let somebody move what is left between the buckets.",
  price:
    "The bound still holds for all, but a call can fail while other buckets have some left, and one call cannot take more than a bucket holds, and what the bound is over a multiple of the buckets is lost. Who comes first is served first only within a bucket. Reading how much is gone costs one SLOAD a bucket.",
  confidence: {
    high: "Other values only decided whether calls succeed, and the code says how much the bound is and how much a call takes; or that the bound is too small to be dealt out.",
    medium:
      "How much the bound is, or how much a call takes, is stored, handed to a constructor or said by the caller; or others than who has taken may give back; or another call asks how far it has come.",
    low: "A call that was run has taken more at once than a bucket would hold.",
  },
  sources: [
    "https://github.com/aptos-foundation/AIPs/blob/main/aips/aip-47.md",
    "https://docs.sei.io/evm/best-practices/optimizing-for-parallelization",
  ],
  check: (subject) => {
    const { hotspot, code } = subject;
    const quota = quotaOf(subject);
    if (quota === undefined || !decidesOnly(subject)) return undefined;
    const failing = telling(subject).filter(({ verdict }) => verdict === "flows");
    const labels = failing.map((one) => one.function);
    const { notForUsers } = subject;
    const draw = drawIn(code, quota.uses, labels, { notForUsers, first: quota.first });
    if (draw === undefined || (quota.isEntry && draw.isLowered)) return undefined;
    // No bucket knows what else hangs on the number of all.
    if (isQuotaUsedElse(subject, quota)) return undefined;
    const { name } = quota;
    const others = hotspot.functions.filter((one) => !draw.functions.includes(one));
    return {
      ...(quota.about === undefined ? {} : { about: quota.about }),
      message: `Everybody who calls ${draw.functions.join(", ")} draws on ${name}, and fails where it comes to its bound (${draw.condition}).`,
      evidence: [
        "With other values in it, calls failed or succeeded, and those that succeeded did the same.",
        `${name} is compared and changed in the same call.`,
        ...(others.length === 0
          ? []
          : [`${listed(others)} ${others.length === 1 ? "meets" : "meet"} them there.`]),
      ],
      ...refactorOf(subject, quota, draw),
    };
  },
};

function refactorOf(
  subject: Subject,
  { name, placesIn, uses }: Quota,
  draw: Draw,
): Pick<Diagnosis, "refactor" | "confidence" | "remedy"> {
  const { code, shards } = subject;
  const parts = partsOfQuota(draw, shards);
  if (parts === 1) {
    const all = draw.isLowered ? "what it begins with" : `its bound (${draw.bound})`;
    const refactor = `Leave ${name} as it is: ${all} is too small to be dealt out.`;
    return { confidence: "high", refactor };
  }
  if (draw.givenBackBy === "anybody") {
    return {
      confidence: "medium",
      refactor: `Leave ${name} as it is, unless what is given back can go into the part that it was taken from: who gives back need not be who has taken it, and a part of which more is given back than was taken holds more than its share, or fails.`,
    };
  }
  const asked = askedOfQuota(code, { name, uses }, draw, parts);
  if (asked.kind === "much") return { confidence: "medium", refactor: asked.refactor };
  const remedy = remedyOfParts(draw, parts);
  const greatest = greatestTaken(subject, draw, parts);
  // Of what is stored, handed to a constructor or said by who calls nobody knows here how much it is.
  const isUnsure =
    draw.room === undefined || !draw.isAmountKnown || (asked.kind === "little" && !asked.isOver);
  return {
    confidence: greatest !== undefined ? "low" : isUnsure ? "medium" : "high",
    refactor: [
      sketch(placesIn(parts), draw, parts),
      ...(greatest === undefined ? [] : [greatest]),
      ...(asked.kind === "little" ? [...new Set(asked.notes)] : []),
    ].join("\n"),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** A call that was run has taken more at once than a bucket holds: it would fail. */
function greatestTaken(
  subject: Subject,
  { most, functions }: Draw,
  parts: number,
): string | undefined {
  if (most === undefined) return undefined;
  const share = most / BigInt(parts);
  const size = ({ own }: ReportAccumulator) => BigInt((own ?? "0").replace("-", ""));
  const found = telling(subject).find(
    (one) => functions.includes(one.function) && size(one) > share,
  );
  if (found === undefined) return undefined;
  return `// ${found.function} has taken ${size(found)} at once when it was run, and a bucket holds ${share}: such a call would fail, whatever the others have left.`;
}

/** One number that may be a quota, and where its buckets would go. */
interface Quota {
  /** As one writes it: `minted`, `sale.sold`; of an entry as the report names it. */
  readonly name: string;
  readonly about: string | undefined;
  readonly isEntry: boolean;
  readonly uses: readonly Use[];
  /** What it begins with, where the code says it. */
  readonly first: bigint | undefined;
  readonly placesIn: (parts: number) => Places;
}

interface Places {
  readonly name: string;
  /** The array of buckets, as the code names it. */
  readonly buckets: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function quotaOf(subject: Subject): Quota | undefined {
  const { variable, project, code } = subject;
  const number = storedNumber(subject);
  if (variable === undefined) return undefined;
  if (number === undefined) return entryOf(subject);
  const { name, path, uses } = number;
  const { source } = variable;
  return {
    name,
    about: aboutPart(number).about,
    isEntry: false,
    uses,
    first: firstOf(number, code),
    placesIn: (shards) => {
      const { parts, declaration } = placesOf(number, shards, project, "Buckets");
      const isNamespace = variable.node.nodeType === "StructDefinition";
      return {
        name,
        buckets: parts,
        before: [
          ...(source.isExternal === true
            ? [`// ${path} is in ${source.path}: derive from a copy in which it is split.`]
            : []),
          ...declaration,
        ],
        after: isNamespace ? [] : layoutNotes(variable, project),
      };
    },
  };
}

/** `sales[arg:id].sold`, where several users name the same. */
function entryOf(subject: Subject): Quota | undefined {
  const { variable, hotspot, code } = subject;
  if (variable === undefined || hotspot.class !== "storage") return undefined;
  const keys = keysInPath(hotspot.path);
  if (hotspot.path.includes(", ") || wayOfNaming(subject, keys) === undefined) return undefined;
  const field = fieldNameOf(hotspot.path, variable.name);
  const uses = subject.uses.filter(
    (use) =>
      nameOfUse(variable, use) === field &&
      use.steps.filter(({ kind }) => kind === "index").length === keys.length,
  );
  const changed = uses.find(({ kind }) => kind === "add");
  if (changed === undefined || !/^u?int\d*$/.test(typeStringOf(changed.target) ?? "")) {
    return undefined;
  }
  return {
    name: hotspot.path,
    about: withoutKeys(hotspot.path),
    isEntry: true,
    uses,
    first: undefined,
    placesIn: (shards) => {
      const { declaration, entry } = entryParts(code, field, changed, shards, "Buckets");
      return { name: field, buckets: entry, before: [declaration], after: [] };
    },
  };
}

/** Of some calls it decides on their success; beside that, all that change it only add to it. */
function decidesOnly(subject: Subject): boolean {
  const all = telling(subject);
  const deciding = all.filter(({ verdict }) => verdict === "flows");
  return (
    deciding.length > 0 &&
    all.every(({ verdict }) => verdict === "flows" || verdict === "commutative") &&
    deciding.every(({ into }) => into.every((place) => place === "status"))
  );
}

function sketch({ name, buckets, before, after }: Places, draw: Draw, shards: number): string {
  const { bound, amount, isAmountKnown, isLowered, givenBackBy, isReset } = draw;
  const own = `${buckets}[uint160(msg.sender) % ${shards}]`;
  const lines = isLowered
    ? [
        `// Each bucket begins with ${name} / ${shards}.`,
        `require(${own} >= ${amount});`,
        `${own} -= ${amount};`,
      ]
    : [`require(${own} + ${amount} <= (${bound}) / ${shards});`, `${own} += ${amount};`];
  return [
    ...before,
    ...lines,
    ...(givenBackBy === "taker"
      ? ["// What is given back goes into the bucket that it was taken from: its sender's."]
      : []),
    ...(isReset
      ? [
          `delete ${buckets}; // where ${name} is set back to nothing: ${shards} slots then, and not one`,
        ]
      : []),
    ...(isAmountKnown
      ? []
      : [`// One call takes no more than a bucket holds: where ${amount} is more, it fails.`]),
    ...quotaNotes(draw, { name, all: isLowered ? name : bound, parts: shards }),
    ...after,
  ].join("\n");
}
