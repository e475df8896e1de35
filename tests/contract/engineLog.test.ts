import { cpSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageCopy, removeCopy } from "../faults/packageCopy";
import { repository } from "./host";
import { serverArgs, simulated } from "./simulated";

const folders: string[] = [];
const servers: grpc.Server[] = [];

afterEach(() => {
  folders.splice(0).forEach(removeCopy);
  servers.splice(0).forEach((server) => {
    server.forceShutdown();
  });
});

/** The engine's log, and what was written to it. */
async function engine() {
  const said: string[] = [];
  const server = new grpc.Server();
  servers.push(server);
  server.addService(EngineService, {
    log: (call: { request: LogRequest }, done: (error: null, reply: Empty) => void) => {
      said.push(call.request.getMessage());
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { address: `127.0.0.1:${port}`, said };
}

/** A project in which the package has a copy of the gRPC library that isn't Pulumi's. */
function withCopyOfGrpc(): string {
  const folder = packageCopy();
  folders.push(folder);
  const installed = path.join(repository, "node_modules");
  const own = path.join(folder, "node_modules/pulumi-alicloud-vpn/node_modules");
  mkdirSync(path.join(own, "@js-sdsl"), { recursive: true });
  cpSync(realpathSync(path.join(installed, "@grpc")), path.join(own, "@grpc"), { recursive: true });
  for (const name of ["@js-sdsl/ordered-map", "protobufjs", "lodash.camelcase", "long", "yargs"]) {
    symlinkSync(realpathSync(path.join(installed, name)), path.join(own, name));
  }
  return folder;
}

test.each([
  ["installed as a rule", () => repository],
  ["beside a second copy of the gRPC library", withCopyOfGrpc],
])("%s, the package makes a server, and its status reaches the engine's log", async (_, folder) => {
  const { simulator, start } = await simulated({ busy: "1s" });
  const { address, said } = await engine();
  const host = await start({ cwd: folder(), engine: address });
  const urn = "urn:pulumi:dev::test::x::staff";
  const { inputs } = await host.check("SslVpnServer", {}, { ...serverArgs(simulator), __urn: urn });
  await host.create(inputs);
  expect(simulator.inventory().sslVpnServers).toHaveLength(1);
  expect(said.join("\n")).toContain("gateway updating");
});
