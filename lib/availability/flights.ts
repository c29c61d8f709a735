/** Work that is under way, by its question: whoever asks the same meanwhile waits for that answer. */
export class Flights<T> {
  private readonly flying = new Map<string, Promise<T>>();

  /**
   * The answer may have been read before the call: only for what may be a moment old.
   * @param question names the work; equal questions share it
   */
  run(question: string, work: () => Promise<T>): Promise<T> {
    const known = this.flying.get(question);
    if (known) return known;
    const flight = work().finally(() => this.flying.delete(question));
    this.flying.set(question, flight);
    return flight;
  }
}
