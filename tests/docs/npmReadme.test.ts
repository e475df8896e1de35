import { page } from "./pages";

test("the page at npm has no link into the repository, and keeps the others", () => {
  const own = page("provider/README.md").links.filter((link) => !/^(https:|#)/.test(link));
  expect(own).toEqual([]);
  expect(page("provider/README.md").links).toContain("https://www.pulumi.com/docs/install/");
});
