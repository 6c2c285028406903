import { arch, availableParallelism, cpus, platform } from "node:os";

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly platform: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown CPU",
    platform: `${platform()} ${arch()}`,
    node: process.versions.node,
  };
}

export function describeMachine({ cores, cpu, platform, node }: Machine): string {
  return `${cores} cores, ${cpu}, ${platform}, Node.js ${node}`;
}
