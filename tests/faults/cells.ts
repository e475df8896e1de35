import { formNames, forms } from "./forms";
import { faultRows } from "./faultRows";
import { editsOf, has, operations } from "./operations";
import { type Cell, type Tokens, nextCommands } from "./play";

const treatments: readonly Tokens[] = ["A", "B", "C"];

/** Three at once differ from one in the queue: tokens and most next commands are the same to them. */
const isTried = ({ form, operation, tokens, next }: Cell): boolean =>
  form !== "three" || (operation.waits && tokens === "A" && (next === "up" || next === "destroy, up"));

/** Where nothing is sent, nothing can go wrong on the way. */
const canStrike = ({ operation, fault }: Cell): boolean =>
  operation.createFirst !== true || fault.name === "none";

/** Where nothing was lost, an edit that replaces is like any other. A server carries no mark to be found by. */
const canMove = ({ form, operation, fault, next }: Cell): boolean =>
  next !== "moved up" || (fault.loses === true && operation.name === "create" && form !== "server");

/** What replaces isn't taken back, but replaced once more: as with an edit. */
const canTakeBack = ({ form, operation, next }: Cell): boolean =>
  next !== "taken back, up" || (operation.inPlace === true && editsOf(forms[form], operation).length > 0);

/** Every cell of the matrix. How the service treats tokens is varied where a create is concerned. */
export function allCells(): Cell[] {
  return formNames
    .flatMap((form) => operations.map((operation) => ({ form, operation })))
    .filter(({ form, operation }) => has(forms[form], operation))
    .flatMap((of) => faultRows.map((fault) => ({ ...of, fault })))
    .filter(({ form, operation, fault }) => fault.fits?.(operation, forms[form]) ?? true)
    .flatMap((of) => treatments.map((tokens) => ({ ...of, tokens })))
    .filter(({ operation, tokens }) => operation.creates === true || tokens === "A")
    .flatMap((of) => nextCommands.map((next) => ({ ...of, next })))
    .filter(isTried)
    .filter(canStrike)
    .filter(canMove)
    .filter(canTakeBack);
}
