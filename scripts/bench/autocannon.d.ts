declare module "autocannon" {
  export interface Result {
    requests: { average: number };
    non2xx: number;
    errors: number;
  }
  export interface Options {
    url: string;
    connections: number;
    duration: number;
    requests?: { method?: string; path: string }[];
  }
  export interface Run extends PromiseLike<Result> {
    on(
      event: "response",
      listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void,
    ): this;
  }
  export default function autocannon(options: Options): Run;
}
