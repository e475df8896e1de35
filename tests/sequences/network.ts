import type { Draw } from "../faults/draw";
import { type Effect, type ErrorForm, type Seen, junkTexts } from "./effects";
import { type Transport, type WireAnswer, type WireRequest, clientTimeout, hangUp, socketError } from "./sdk";
import type { VirtualTime } from "./virtualTime";

/** A process that sends requests. */
export interface Sender {
  readonly name: string;
  /** The place of the stack whose command it serves. */
  readonly stack: number;
  readonly dead: boolean;
  /** What strikes this request, which is the next that the process sends. */
  meets(request: WireRequest): Effect | undefined;
  kill(who: "engine" | "provider"): void;
}

/** One request, as the network saw it. */
export interface RequestRecord extends WireRequest {
  readonly sender: Sender;
  readonly sentAt: number;
  readonly effect: Effect | undefined;
  /** When the service has carried it out or refused it; undefined where it never arrived. */
  executedAt?: number;
  /** The sender was dead by then. */
  late?: boolean;
  /** "ok", or the code of the refusal. */
  outcome?: string;
  /** Of the resource: as a parameter has it, or the answer to a create. */
  resourceId?: string;
  requestId?: string;
}

/** The simulated service. */
export interface Service {
  handle(request: WireRequest): Promise<WireAnswer>;
}

/** Looks on when requests are carried out. */
export interface Witness {
  executing(record: RequestRecord): void;
  executed(record: RequestRecord): void;
}

/** How the network is, apart from what strikes single requests. */
export interface NetworkHabits {
  /** Milliseconds each way, from and up to. @default [5, 120] */
  readonly latency?: readonly [number, number];
  /** The same of answers to changes. */
  readonly slowAnswers?: readonly [number, number];
}

const never = new Promise<never>(() => undefined);

/** A socket that is idle for so long is closed by something on the way. */
const RESET_AFTER_MS = 1_000;
const CLIENT_GIVES_UP_MS = 90_000;

/** Between the processes and the service; what is under way lives on when its sender dies. */
export class Network {
  readonly records: RequestRecord[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly draw: Draw,
    private readonly service: Service,
    private readonly witness: Witness,
    private readonly habits: NetworkHabits = {},
  ) {}

  transportOf(sender: Sender): Transport {
    return (request) => this.send(sender, request);
  }

  private send(sender: Sender, request: WireRequest): Promise<WireAnswer> {
    // Nothing of a dead process goes anywhere: it only looks as if it still ran.
    if (sender.dead) return never;
    const effect = sender.meets(request);
    const record: RequestRecord = { ...request, sender, sentAt: this.time.now(), effect };
    if (effect?.kind === "kill" && effect.at === "before") {
      sender.kill(effect.who);
      return never;
    }
    this.records.push(record);
    return new Promise((resolve, reject) => {
      const socket = new ClientSocket(sender, resolve, reject);
      void this.carry(record, socket);
    });
  }

  /** The way of a request to the service and back. */
  private async carry(record: RequestRecord, socket: ClientSocket): Promise<void> {
    const { effect, sender } = record;
    if (effect?.kind === "neverSent") {
      await this.time.sleep(this.latency());
      socket.fail(neverSentError(effect.as));
      return;
    }
    if (effect?.kind === "lostRequest") {
      await this.endOf(effect.seen, socket);
      return;
    }
    await this.time.sleep(this.latency());
    if (effect?.kind === "kill" && effect.at === "underWay") {
      sender.kill(effect.who);
      await this.time.sleep(effect.heldFor ?? 0);
    }
    if (effect?.kind === "heldRequest") {
      if (effect.seen !== "waits") void this.endOf(effect.seen, socket);
      await this.time.sleep(effect.ms);
    }
    const answer = await this.execute(record);
    if (effect?.kind === "kill" && effect.at === "executed") sender.kill(effect.who);
    await this.goBack(record, answer, socket);
  }

  private async execute(record: RequestRecord): Promise<WireAnswer> {
    const { effect } = record;
    if (effect?.kind === "throttled") return throttled(effect.hint);
    if (effect?.kind === "denied") return jsonAnswer(403, "Forbidden.RAM");
    if (effect?.kind === "error" && !effect.executed) return errorAnswer(effect.as);
    record.late = record.sender.dead;
    this.witness.executing(record);
    const answer = await this.service.handle(record);
    record.executedAt = this.time.now();
    noteOutcome(record, answer);
    this.witness.executed(record);
    return answer;
  }

  private async goBack(record: RequestRecord, answer: WireAnswer, socket: ClientSocket): Promise<void> {
    const { effect, sender } = record;
    if (effect?.kind === "lostAnswer") {
      await this.endOf(effect.seen, socket);
      return;
    }
    if (answer.cut === true) {
      await this.endOf("hangUp", socket);
      return;
    }
    if (effect?.kind === "lateAnswer") await this.time.sleep(effect.ms);
    await this.time.sleep(this.latency() + this.slowness(record.operation));
    if (effect?.kind === "junk") socket.answer({ status: 200, headers: {}, text: junkTexts[effect.body] });
    else if (effect?.kind === "error") socket.answer(errorAnswer(effect.as));
    else socket.answer(answer);
    // What the answer leads to within the process still happens, but no request of it.
    if (effect?.kind === "kill" && effect.at === "answered") sender.kill(effect.who);
  }

  /** What the client sees of a request without an answer. */
  private async endOf(seen: Seen, socket: ClientSocket): Promise<void> {
    if (seen === "nothing") return;
    const isTimeout = seen === "ConnectTimeout" || seen === "ReadTimeout";
    await this.time.sleep(isTimeout ? this.patience(seen) : RESET_AFTER_MS);
    if (isTimeout) socket.fail(clientTimeout(seen));
    else if (seen === "hangUp") socket.fail(hangUp());
    else if (seen === "unreachable") socket.fail(socketError("EHOSTUNREACH", "read"));
    else socket.fail(socketError("ECONNRESET", "read"));
  }

  /** The timer of the connection is the shorter one, as it was when it was met. */
  private patience(seen: "ConnectTimeout" | "ReadTimeout"): number {
    return seen === "ConnectTimeout" ? 20_000 : CLIENT_GIVES_UP_MS;
  }

  private latency(): number {
    const [shortest, longest] = this.habits.latency ?? [5, 120];
    return Math.round(shortest + this.draw.fraction() * (longest - shortest));
  }

  private slowness(operation: string): number {
    const { slowAnswers } = this.habits;
    if (slowAnswers === undefined || isRead(operation)) return 0;
    return Math.round(slowAnswers[0] + this.draw.fraction() * (slowAnswers[1] - slowAnswers[0]));
  }
}

/** The client's end of one request: it ends once, and never for a dead process. */
class ClientSocket {
  constructor(
    private readonly sender: Sender,
    private readonly resolve: (answer: WireAnswer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  answer(answer: WireAnswer): void {
    if (!this.sender.dead) this.resolve(answer);
  }

  fail(error: Error): void {
    if (!this.sender.dead) this.reject(error);
  }
}

export const isRead = (operation: string): boolean => /^(Describe|List)/.test(operation);

function neverSentError(as: "refused" | "unresolved"): Error {
  return as === "refused" ? socketError("ECONNREFUSED", "connect") : socketError("ENOTFOUND", "getaddrinfo");
}

const jsonAnswer = (status: number, Code: string, headers: Record<string, string> = {}): WireAnswer => ({
  status,
  headers,
  body: { RequestId: "00000000-0000-4000-8000-000000000000", Code, Message: Code },
});

function throttled(hint: number | undefined): WireAnswer {
  return jsonAnswer(400, "Throttling.User", hint === undefined ? {} : { "x-acs-retry-after": String(hint) });
}

function errorAnswer(form: ErrorForm): WireAnswer {
  const answers: Record<ErrorForm, WireAnswer> = {
    "500 InternalError": jsonAnswer(500, "InternalError"),
    "503 ServiceUnavailable": jsonAnswer(503, "ServiceUnavailable"),
    "502 with HTML": { status: 502, headers: {}, text: junkTexts.html },
    "400 UnknownError": jsonAnswer(400, "UnknownError"),
    "400 InternalError": jsonAnswer(400, "InternalError"),
    "400 with null": { status: 400, headers: {}, text: "null" },
    "400 LastTokenProcessing": jsonAnswer(400, "LastTokenProcessing"),
  };
  return answers[form];
}

/** What came of it: the code, and the id of what was made. */
function noteOutcome(record: RequestRecord, { status, body: answered, cut }: WireAnswer): void {
  const body = (answered ?? {}) as Readonly<Record<string, unknown>>;
  record.requestId = textAt(body, "RequestId");
  record.outcome = cut === true ? "cut" : status === 200 ? "ok" : (textAt(body, "Code") ?? String(status));
  record.resourceId =
    record.parameters.SslVpnServerId ??
    record.parameters.VpnConnectionId ??
    record.parameters["ResourceId.1"] ??
    textAt(body, "SslVpnServerId") ??
    textAt(body, "VpnConnectionId");
}

function textAt(body: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const value = body[key];
  return typeof value === "string" ? value : undefined;
}
