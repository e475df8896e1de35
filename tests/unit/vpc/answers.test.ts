import { isAbout, pagesOf } from "../../../provider/src/vpc/answers";

it("an item is about what was asked for unless it says otherwise", () => {
  const filter = { vpnGatewayId: "vpn-1" };
  expect(isAbout({ vpnGatewayId: "vpn-1" }, filter)).toBe(true);
  expect(isAbout({}, filter)).toBe(true);
  expect(isAbout({ vpnGatewayId: "vpn-2" }, filter)).toBe(false);
  expect(isAbout({ vpnGatewayId: "vpn-2" }, { vpnGatewayId: undefined })).toBe(true);
});

describe("a listing by pages", () => {
  /** How many pages are asked for where there are so many items, and whether all of them come. */
  async function listed(count: number, told = true) {
    const asked: number[] = [];
    const items = await pagesOf(({ pageNumber, pageSize }) => {
      asked.push(pageNumber);
      const from = (pageNumber - 1) * pageSize;
      const page = Array.from({ length: Math.max(0, Math.min(pageSize, count - from)) }, (_, i) => from + i);
      return Promise.resolve({ items: page, total: told ? count : undefined });
    });
    expect(items).toEqual(Array.from({ length: count }, (_, index) => index));
    return asked.length;
  }

  it.each([
    [0, 1],
    [1, 1],
    [50, 1],
    [51, 2],
    [100, 2],
    [101, 3],
  ])("of %d items is read in %d pages", async (count, pages) => {
    expect(await listed(count)).toBe(pages);
  });

  it("ends where a page isn't full, where nobody tells the total", async () => {
    expect(await listed(50, false)).toBe(2);
    expect(await listed(51, false)).toBe(2);
  });
});
