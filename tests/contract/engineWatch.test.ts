import { once } from "node:events";
import { type Server, createServer } from "node:net";
import { officeArgs, simulated } from "./simulated";

async function engine(): Promise<{ server: Server; address: string; kill: () => Promise<void> }> {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const kill = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { server, address: `127.0.0.1:${port}`, kill };
}

test("when the engine dies, nothing more is sent and the process is gone within 2 s", async () => {
  const { simulator, start } = await simulated({ busy: "60s" });
  const { address, kill, server } = await engine();
  const met = once(server, "connection");
  const host = await start({ engine: address });
  const { inputs } = await host.check("VpnConnection", {}, officeArgs(simulator));
  await met;
  const creating = host.create(inputs).catch((error: unknown) => error);
  while (!simulator.calls().some(({ operation }) => operation === "CreateVpnConnection")) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const exited = once(host.process, "exit");
  const killedAt = Date.now();
  await kill();
  await exited;
  expect(Date.now() - killedAt).toBeLessThan(2_000);
  const calls = simulator.calls().length;
  await creating;
  expect(simulator.calls()).toHaveLength(calls);
});

test("without an engine that was ever there, the process stays", async () => {
  const { simulator, start } = await simulated();
  const host = await start();
  const { inputs } = await host.check("VpnConnection", {}, officeArgs(simulator));
  await host.create(inputs);
  expect(host.process.exitCode).toBeNull();
});
