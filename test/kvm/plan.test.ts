// The interpreter of plans: order, undo in reverse, budgets, abort, injected faults.
import t from 'tap';
import { outline, type Plan, runPlan } from '../../src/drivers/plan.ts';

const recorder = () => {
  const told: string[] = [];
  const step = (name: string, run: () => void | Promise<void> = () => undefined, budget?: number) => ({
    name,
    budget,
    run: () => {
      told.push(name);
      return run();
    },
    undo: () => void told.push(`-${name}`),
  });
  return { told, step };
};

t.test('steps run in order and nothing is undone', async (t) => {
  const { told, step } = recorder();
  const plan: Plan = { name: 'p', steps: [step('a'), step('b')] };
  t.same(outline(plan), ['a', 'b']);
  await runPlan(plan);
  t.same(told, ['a', 'b']);
});

t.test('a failure undoes what began, last first, and is what the caller gets', async (t) => {
  const { told, step } = recorder();
  const boom = new Error('boom');
  const plan = {
    name: 'p',
    steps: [
      step('a'),
      step('b', () => {
        throw boom;
      }),
      step('c'),
    ],
  };
  await t.rejects(runPlan(plan), boom);
  t.same(told, ['a', 'b', '-b', '-a']);
});

t.test('a step over its budget ends with an error that names it', async (t) => {
  const { told, step } = recorder();
  const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));
  const plan = { name: 'the plan', steps: [step('a'), step('slow', slow, 10)] };
  await t.rejects(runPlan(plan), { message: /the plan: step 'slow' did not end within 10 ms/ });
  t.same(told, ['a', 'slow', '-slow', '-a']);
});

t.test('an abort ends it between and within steps', async (t) => {
  const { told, step } = recorder();
  const controller = new AbortController();
  const plan = {
    name: 'p',
    steps: [step('a', () => controller.abort()), step('b')],
  };
  await t.rejects(runPlan(plan, { signal: controller.signal }), { message: /canceled/ });
  t.same(told, ['a', '-a']);
});

t.test('faults are injected by name, and an undo that fails does not stop the others', async (t) => {
  const { told, step } = recorder();
  const failing = {
    ...step('b'),
    undo: () => {
      throw new Error('cannot undo');
    },
  };
  const complaints: string[] = [];
  const options = {
    fault: (_plan: string, name: string, when: string) => {
      if (name === 'c' && when === 'before') throw new Error('injected');
    },
    onUndoError: (name: string) => void complaints.push(name),
  };
  await t.rejects(runPlan({ name: 'p', steps: [step('a'), failing, step('c')] }, options), {
    message: 'injected',
  });
  t.same(told, ['a', 'b', '-c', '-a']);
  t.same(complaints, ['b']);
});
