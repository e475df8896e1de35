import { comparedCells, inBothLayers } from "./layers";
import { titleOf } from "./play";

test.each(comparedCells().map((cell) => [titleOf(cell), cell] as const))(
  "with the CLI and with the model of it, commands end alike, send the same, and state and cloud agree: %s",
  async (_, cell) => {
    const { model, cli } = await inBothLayers(cell);
    expect(cli).toEqual(model);
    expect(cli.agree).toEqual([]);
  },
);
