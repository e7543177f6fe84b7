// Long work as data: a list of named steps, run by one interpreter with a budget for each, an abort signal, faults to
// inject by name, and the undo of what has been done, in reverse.
import { ErrorCode, ErrorDomain, VirError } from '../../schemas/errors.ts';

export interface StepContext {
  /** Aborted when the whole work is called off or this step is over its budget. */
  readonly signal: AbortSignal;
}

export interface Step {
  readonly name: string;
  /** Milliseconds it may take; one minute when not given. */
  readonly budget?: number;
  run(step: StepContext): void | Promise<void>;
  /** Takes back what `run` did; also called for the step that failed. Must be safe when `run` did nothing. */
  undo?(cause: unknown): void | Promise<void>;
}

export interface Plan {
  /** Said in errors: "start of 'guest'". */
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Where tests break things: called before and after every step with `name` and `when`; may throw or kill. */
export type FaultPoint = (plan: string, step: string, when: 'before' | 'after') => void | Promise<void>;

export interface PlanOptions {
  readonly signal?: AbortSignal;
  readonly fault?: FaultPoint;
  /** Told as each step begins: progress, and what crash recovery reads. */
  onStep?(step: string, index: number): void | Promise<void>;
  /** Told when taking something back failed; the undoing goes on. */
  onUndoError?(step: string, error: unknown): void;
  /** Domain of the errors that the interpreter itself raises. */
  readonly errorDomain?: number;
}

const DEFAULT_BUDGET_MS = 60_000;

/** Step names, for printing a plan without running it. */
export const outline = (plan: Plan): string[] => plan.steps.map((step) => step.name);

/** Runs the steps in order. When one fails, undoes all that ran, last first, and rejects with its error. */
export const runPlan = async (plan: Plan, options: PlanOptions = {}): Promise<void> => {
  const begun: Step[] = [];
  try {
    for (const [index, step] of plan.steps.entries()) {
      if (options.signal?.aborted) throw aborted(plan, options);
      begun.push(step);
      const told = options.onStep?.(step.name, index);
      if (told) await told;
      if (options.fault) await options.fault(plan.name, step.name, 'before');
      await runStep(plan, step, options);
      if (options.fault) await options.fault(plan.name, step.name, 'after');
    }
  } catch (error) {
    for (const step of begun.reverse()) {
      try {
        const undone = step.undo?.(error);
        if (undone) await undone;
      } catch (undoError) {
        options.onUndoError?.(step.name, undoError);
      }
    }
    throw error;
  }
};

const runStep = (plan: Plan, step: Step, options: PlanOptions): void | Promise<void> => {
  const controller = new AbortController();
  const result = step.run({ signal: controller.signal });
  if (!(result instanceof Promise)) return;
  const budget = step.budget ?? DEFAULT_BUDGET_MS;
  return new Promise((resolve, reject) => {
    let over = false;
    const end = (): void => {
      over = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    };
    const giveUp = (error: Error): void => {
      end();
      controller.abort(error);
      // The step has been told; what it was doing must have let go before its undo runs.
      result.then(
        () => reject(error),
        () => reject(error),
      );
    };
    const onAbort = (): void => giveUp(aborted(plan, options));
    const timer = setTimeout(() => giveUp(overdue(plan, step, budget, options)), budget);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    result.then(
      () => {
        if (over) return;
        end();
        resolve();
      },
      (error) => {
        if (over) return;
        end();
        reject(error);
      },
    );
  });
};

const aborted = (plan: Plan, options: PlanOptions): VirError =>
  new VirError(
    ErrorCode.OPERATION_ABORTED,
    options.errorDomain ?? ErrorDomain.NONE,
    `${plan.name} was canceled`,
  );

const overdue = (plan: Plan, step: Step, budget: number, options: PlanOptions): VirError =>
  new VirError(
    ErrorCode.OPERATION_TIMEOUT,
    options.errorDomain ?? ErrorDomain.NONE,
    `${plan.name}: step '${step.name}' did not end within ${budget} ms`,
  );
