import { formNames, forms } from "./forms";
import { faultRows } from "./faultRows";
import { has, operations } from "./operations";
import { type Cell, type Tokens, nextCommands } from "./play";

const treatments: readonly Tokens[] = ["A", "B", "C"];

/** Every cell of the matrix. How the service treats tokens is varied where a create is concerned. */
export function allCells(): Cell[] {
  return formNames.flatMap((form) =>
    operations
      .filter((operation) => has(forms[form], operation))
      .flatMap((operation) =>
        faultRows
          .filter(({ fits = () => true }) => fits(operation, forms[form]))
          .flatMap((fault) =>
            treatments
              .filter((tokens) => operation.creates === true || tokens === "A")
              .flatMap((tokens) => nextCommands.map((next) => ({ form, operation, fault, tokens, next }))),
          ),
      ),
  );
}
