/** Words bulk requests: many writes in one request (RFC 7644 §3.7). */
import type { Story } from "../bindings/Story";
import { listed, say } from "./say";
import type { Sentence } from "./sentences";

type Bulk = Extract<Story, { type: "bulk" }>;

/** “Entra ID sent 4 changes in one request: 3 created and 1 failed.” */
export function bulkSentence(story: Bulk, actor: string): Sentence {
  const parts = outcomes(story);
  const main =
    parts.length === 0
      ? say("bulk.nothing", { actor, n: story.operations })
      : say("bulk", { actor, n: story.operations, outcomes: listed(parts) });
  const left = story.notReached;
  return { main, consequence: left > 0 ? say("bulk.notReached", { n: left }) : null };
}

/** “Bulk: 3 created, 1 failed” */
export function bulkShort(story: Bulk): string {
  const parts = outcomes(story);
  return parts.length === 0
    ? say("bulk.nothing.short", { n: story.operations })
    : say("bulk.short", { outcomes: parts.join(", ") });
}

function outcomes(story: Bulk): string[] {
  const kinds = ["created", "changed", "deleted", "unchanged", "failed"] as const;
  return kinds
    .filter((kind) => story[kind] > 0)
    .map((kind) => say(`bulk.${kind}`, { n: story[kind] }));
}
