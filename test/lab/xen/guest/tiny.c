/*
 * A Xen PV guest of a few KiB for lifecycle tests: no kernel, no disk, up at once.
 *
 * It prints TINY-UP and a tick a second on its console, answers control/shutdown (poweroff, halt, reboot,
 * crash, suspend) and survives save and restore. Keys on its console: p power off, r reboot, c crash.
 */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

/* ---- what Xen's public headers lay out ------------------------------------------------------------- */
struct start_info {
  char magic[32];
  u64 nr_pages, shared_info;
  u32 flags;
  u64 store_mfn;
  u32 store_port;
  u64 console_mfn;
  u32 console_port;
  u64 pt_base, nr_pt_frames, mfn_list;
};
struct store_ring {
  u8 request[1024], reply[1024];
  volatile u32 request_cons, request_prod, reply_cons, reply_prod;
};
struct console_ring {
  u8 in[1024], out[2048];
  volatile u32 in_cons, in_prod, out_cons, out_prod;
};
struct vcpu_time {
  volatile u32 version;
  u32 pad;
  volatile u64 tsc, system_time;
  volatile u32 multiplier;
  volatile signed char shift;
};
struct store_header {
  u32 type, request, transaction, length;
};

enum { UPDATE_VA_MAPPING = 14, SCHED_OP = 29, EVENT_CHANNEL_OP = 32 };
enum { SCHED_SHUTDOWN = 2, SCHED_POLL = 3, EVTCHN_SEND = 4, FLUSH_ONE = 2 };
enum reason { POWEROFF, REBOOT, SUSPEND, CRASH };
enum { STORE_READ = 2, STORE_WRITE = 11, STORE_ERROR = 16 };
enum { TIME_OF_VCPU0 = 32, ARCH_MAX_PFN = 3088, ARCH_FRAME_LIST_LIST = 3096 }; /* offsets in shared_info */
#define MACHINE_TO_PHYS ((u64 *)0xffff800000000000ul)

extern u8 hypercalls[], shared_info_page[], frame_list[], frame_list_list[];
static struct start_info *start;
static struct store_ring *store;
static struct console_ring *console;

#define barrier() __asm__ volatile("" ::: "memory")

static u64 hypercall(u32 number, u64 a, u64 b, u64 c) {
  u64 result;
  register u64 target = (u64)hypercalls + number * 32;
  __asm__ volatile("call *%[t]"
                   : "=a"(result), "+D"(a), "+S"(b), "+d"(c)
                   : [t] "r"(target)
                   : "memory", "rcx", "r8", "r9", "r10", "r11");
  return result;
}

static void notify(u32 port) { hypercall(EVENT_CHANNEL_OP, EVTCHN_SEND, (u64)&port, 0); }

static void stop(enum reason why) {
  u32 reason = why;
  hypercall(SCHED_OP, SCHED_SHUTDOWN, (u64)&reason, 0);
  for (;;)
    ;
}

/* ---- time ------------------------------------------------------------------------------------------ */
static u64 now(void) {
  struct vcpu_time *t = (void *)(shared_info_page + TIME_OF_VCPU0);
  for (;;) {
    u32 version = t->version, low, high;
    barrier();
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    u64 delta = ((u64)high << 32 | low) - t->tsc;
    delta = t->shift < 0 ? delta >> -t->shift : delta << t->shift;
    u64 result = t->system_time + (u64)(((unsigned __int128)delta * t->multiplier) >> 32);
    barrier();
    if (!(version & 1) && version == t->version) return result;
  }
}

static void sleep_ns(u64 ns) {
  struct { u64 ports; u32 count; u64 until; } poll = {0, 0, now() + ns};
  hypercall(SCHED_OP, SCHED_POLL, (u64)&poll, 0);
}

/* ---- console --------------------------------------------------------------------------------------- */
static void print(const char *text) {
  for (; *text; text++) {
    for (int i = 0; console->out_prod - console->out_cons >= sizeof console->out; i++) {
      if (i > 100) return; /* nobody reads: drop */
      sleep_ns(10000000);
    }
    console->out[console->out_prod % sizeof console->out] = *text;
    barrier();
    console->out_prod++;
  }
  notify(start->console_port);
}

static void print_number(u32 n) {
  char text[12], *p = text + 11;
  *p = 0;
  do *--p = '0' + n % 10;
  while (n /= 10);
  print(p);
}

/* ---- xenstore, one request at a time ---------------------------------------------------------------- */
static void store_put(const void *data, u32 n) {
  for (u32 i = 0; i < n; i++) {
    while (store->request_prod - store->request_cons >= sizeof store->request) sleep_ns(5000000);
    store->request[store->request_prod % sizeof store->request] = ((const u8 *)data)[i];
    barrier();
    store->request_prod++;
  }
}

static void store_get(void *data, u32 n) {
  for (u32 i = 0; i < n; i++) {
    while (store->reply_cons == store->reply_prod) sleep_ns(5000000);
    u8 byte = store->reply[store->reply_cons % sizeof store->reply];
    if (data) ((u8 *)data)[i] = byte;
    barrier();
    store->reply_cons++;
  }
}

/* Returns the length of the answer, or -1; at most max bytes are kept. */
static int store_call(u32 type, const char *body, u32 length, char *answer, u32 max) {
  struct store_header h = {type, 1, 0, length};
  store_put(&h, sizeof h);
  store_put(body, length);
  notify(start->store_port);
  store_get(&h, sizeof h);
  u32 kept = h.length < max ? h.length : max;
  store_get(answer, kept);
  store_get(0, h.length - kept);
  notify(start->store_port);
  return h.type == STORE_ERROR ? -1 : (int)h.length;
}

static u32 copy(char *to, const char *from) {
  u32 n = 0;
  while ((to[n] = from[n])) n++;
  return n;
}

static void store_write(const char *path, const char *value) {
  char body[96];
  u32 n = copy(body, path) + 1;
  n += copy(body + n, value);
  store_call(STORE_WRITE, body, n, 0, 0);
}

/* ---- memory maps that save and restore need ---------------------------------------------------------- */
static u64 mfn_of(void *address) { return ((u64 *)start->mfn_list)[(u64)address >> 12]; }
static void *page_of(u64 mfn) { return (void *)(MACHINE_TO_PHYS[mfn] << 12); }

static void map_shared_info(void) {
  hypercall(UPDATE_VA_MAPPING, (u64)shared_info_page, start->shared_info | 7, FLUSH_ONE);
  u64 *list = (u64 *)frame_list;
  for (u64 i = 0; i * 512 < start->nr_pages; i++) list[i] = mfn_of((void *)(start->mfn_list + i * 4096));
  *(u64 *)frame_list_list = mfn_of(frame_list);
  *(u64 *)(shared_info_page + ARCH_MAX_PFN) = start->nr_pages;
  *(u64 *)(shared_info_page + ARCH_FRAME_LIST_LIST) = mfn_of(frame_list_list);
}

static void suspend(void) {
  u32 reason = SUSPEND;
  u64 record = mfn_of(start);
  start->store_mfn = (u64)store >> 12; /* frames are kept as page numbers while saved */
  start->console_mfn = (u64)console >> 12;
  hypercall(UPDATE_VA_MAPPING, (u64)shared_info_page, 0, FLUSH_ONE); /* not ours: it cannot be saved */
  if (hypercall(SCHED_OP, SCHED_SHUTDOWN, (u64)&reason, record)) {  /* 1: cancelled, same machine frames */
    start->store_mfn = mfn_of(store);
    start->console_mfn = mfn_of(console);
  }
  map_shared_info();
  print("TINY-RESUMED\n");
}

/* ---- main ------------------------------------------------------------------------------------------ */
static void obey(char request) {
  if (request == 'p' || request == 'h') stop(POWEROFF);
  if (request == 'r') stop(REBOOT);
  if (request == 'c') stop(CRASH);
  if (request == 's') suspend();
}

void tiny_main(struct start_info *info) {
  static const char shutdown[] = "control/shutdown";
  char answer[32];
  start = info;
  store = page_of(info->store_mfn);
  console = page_of(info->console_mfn);
  map_shared_info();
  print("TINY-UP\n");
  store_write("control/feature-poweroff", "1");
  store_write("control/feature-reboot", "1");
  store_write("control/feature-suspend", "1");
  for (u32 beat = 1;; beat++) {
    sleep_ns(250000000);
    if (beat % 4 == 0) {
      print("tick ");
      print_number(beat / 4);
      print("\n");
    }
    for (; console->in_cons != console->in_prod; console->in_cons++) {
      char key[2] = {console->in[console->in_cons % sizeof console->in], 0};
      if (key[0] == 's') print(key);
      else obey(key[0]), print(key);
    }
    if (store_call(STORE_READ, shutdown, sizeof shutdown, answer, sizeof answer) > 0) {
      store_write(shutdown, "");
      print("TINY-ASKED\n");
      obey(answer[0]);
    }
  }
}
