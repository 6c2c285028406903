import type { Session } from "../session/session.ts";

let current: Session | undefined;

/** Hands the session to the set-up file, which node:test loads by its name. */
export function setNodeTestSession(session: Session): void {
  current = session;
}

export function nodeTestSession(): Session | undefined {
  return current;
}
