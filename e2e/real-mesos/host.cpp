// One small program that turns the Mesos 1.11.0 library inside the Python
// package "mesos-scheduler" into the usual executables.  The name it is started
// by picks the part it plays:
//
// mesos-master         a master process        (flags: MESOS_* variables)
// mesos-agent          an agent process        (flags: MESOS_* variables)
// mesos-containerizer  helper of an agent      (launch, mount)
// mesos-io-switchboard helper of an agent      (stdio of containers)
// mesos-fetcher        helper of an agent      (does nothing, succeeds)
//
// All it knows of the library are the names of a few exported functions and how
// three small template types lie in memory; objects of the library live in
// buffers that are larger than they need to be.
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fstream>
#include <new>
#include <pthread.h>
#include <set>
#include <sstream>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

// ---- layouts -------------------------------------------------------------
template <class T>
struct Opt {                         // 0: has a value, 1: has none
  int none;
  union { T v; };
  Opt() : none(1) {}
  Opt(const T& t) : none(0) { new (&v) T(t); }
  ~Opt() { if (!none) v.~T(); }
};
struct Raw { char b[16384]; };       // a result too large or too dull to spell out
template <class T>
struct Result { Opt<T> data; Opt<std::string> error; };

struct Nanos { int64_t n; };
using OptStr = Opt<std::string>;

// Only there so that the compiler finds the shared base class by way of the
// object's own table; never constructed by this program.
// The members keep the bases from counting as empty, which would change the table.
struct FlagsBase { virtual ~FlagsBase(); int member; };
struct LogFlags : virtual FlagsBase { virtual ~LogFlags(); int member; };
struct AppFlags : virtual LogFlags { virtual ~AppFlags(); int member; };
struct ProcessBase { virtual ~ProcessBase(); int member; };
struct AnyProcess : virtual ProcessBase { virtual ~AnyProcess(); int member; };

// ---- exported functions of the library -----------------------------------
#define S "NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"
extern "C" {
bool process_initialize(const OptStr&, const OptStr&, const OptStr&)
  __asm__("_ZN7process10initializeERK6OptionI" S "ES9_S9_");
void process_spawn(void* pid, ProcessBase*, bool) __asm__("_ZN7process5spawnEPNS_11ProcessBaseEb");
bool process_wait(const void* pid, const Nanos&) __asm__("_ZN7process4waitERKNS_4UPIDERK8Duration");
void version_ctor(void*) __asm__("_ZN5mesos8internal14VersionProcessC1Ev");
void logging_initialize(const std::string&, bool, const void*)
  __asm__("_ZN5mesos8internal7logging10initializeERK" S "bRK6OptionINS1_5FlagsEE");
void log_flags(void*) __asm__("_ZN5mesos8internal7logging5FlagsC1Ev");
void local_flags(void*) __asm__("_ZN5mesos8internal5local5FlagsC1Ev");
void agent_flags(void*) __asm__("_ZN5mesos8internal5slave5FlagsC1Ev");
void flags_load(void* result, FlagsBase*, const OptStr&, int, const char* const*, bool, bool)
  __asm__("_ZN5flags9FlagsBase4loadERK6OptionI" S "EiPKPKcbb");
void local_launch(void* pid, const void* flags, void* allocator)
  __asm__("_ZN5mesos8internal5local6launchERKNS1_5FlagsEPNS_9allocator9AllocatorE");
void parse_acls(void* result, const std::string&)
  __asm__("_ZN5flags5parseIN5mesos4ACLsEEE3TryIT_5ErrorERK" S);
void authorizer_create(void* result, const void* acls) __asm__("_ZN5mesos10Authorizer6createERKNS_4ACLsE");
void authorization_callbacks(void* result, void*)
  __asm__("_ZN5mesos13authorization28createAuthorizationCallbacksB5cxx11EPNS_10AuthorizerE");
void set_callbacks(const void*)
  __asm__("_ZN7process4http13authorization12setCallbacksERK7hashmapI" S
          "St8functionIFNS_6FutureIbEENS0_7RequestE6OptionINS0_14authentication9PrincipalEEEESt4hashIS8_ESt8equal_toIS8_EE");
void gc_ctor(void*, const std::string&) __asm__("_ZN5mesos8internal5slave16GarbageCollectorC1ERK" S);
void updates_ctor(void*, const void*) __asm__("_ZN5mesos8internal5slave23TaskStatusUpdateManagerC1ERKNS1_5FlagsE");
void fetcher_ctor(void*, const void*) __asm__("_ZN5mesos8internal5slave7FetcherC1ERKNS1_5FlagsE");
void resolver_create(void*, const OptStr&) __asm__("_ZN5mesos14SecretResolver6createERK6OptionI" S "E");
void estimator_create(void*, const OptStr&) __asm__("_ZN5mesos5slave17ResourceEstimator6createERK6OptionI" S "E");
void qos_create(void*, const OptStr&) __asm__("_ZN5mesos5slave13QoSController6createERK6OptionI" S "E");
void detector_create(void*, const OptStr&, const OptStr&, const Opt<Nanos>&)
  __asm__("_ZN5mesos6master8detector14MasterDetector6createERK6OptionI" S "ESC_RKS3_I8DurationE");
void containerizer_create(void*, const void*, bool, void*, void*, void*, void*, void*, void*)
  __asm__("_ZN5mesos8internal5slave13Containerizer6createERKNS1_5FlagsEbPNS1_7FetcherEPNS1_16GarbageCollectorEPNS_14"
          "SecretResolverEPNS1_16VolumeGidManagerEPNS0_20PendingFutureTrackerEPNS1_9CSIServerE");
void agent_ctor(void*, const std::string&, const void* flags, void* detector, void* containerizer, void* files, void* gc,
                void* updates, void* estimator, void* qos, void* secrets, void* gids, void* futures, void* csi,
                const void* socket, const Opt<void*>& authorizer)
  __asm__("_ZN5mesos8internal5slave5SlaveC1ERK" S "RKNS1_5FlagsEPNS_6master8detector14MasterDetectorEPNS1_13Container"
          "izerEPNS0_5FilesEPNS1_16GarbageCollectorEPNS1_23TaskStatusUpdateManagerEPNS_5slave17ResourceEstimatorEPNSQ_13"
          "QoSControllerEPNS_15SecretGeneratorEPNS1_16VolumeGidManagerEPNS0_20PendingFutureTrackerEON7process5OwnedINS1_"
          "9CSIServerEEERK6OptionINS11_7network8internal6SocketINS17_4unix7AddressEEEERKS16_IPNS_10AuthorizerEE");
void* launch_getflags(void*) __asm__("_ZN5mesos8internal5slave24MesosContainerizerLaunch8getFlagsEv");
void launch_flags(void*) __asm__("_ZN5mesos8internal5slave24MesosContainerizerLaunch5FlagsC1Ev");
int launch_execute(void*) __asm__("_ZN5mesos8internal5slave24MesosContainerizerLaunch7executeEv");
void switchboard_create(void*, bool, int, int, int, int, int, const std::string&, bool, Opt<Nanos>*)
  __asm__("_ZN5mesos8internal5slave19IOSwitchboardServer6createEbiiiiiRK" S "b6OptionI8DurationE");
void switchboard_run(void* future, void*) __asm__("_ZN5mesos8internal5slave19IOSwitchboardServer3runEv");
void switchboard_unblock(void* future, void*) __asm__("_ZN5mesos8internal5slave19IOSwitchboardServer7unblockEv");
bool future_await(const void*, const Nanos&) __asm__("_ZNK7process6FutureI7NothingE5awaitERK8Duration");
}
#define FILES_CTOR "_ZN5mesos8internal5FilesC1ERK6OptionI" S "ERKS2_IPNS_10AuthorizerEE"
using FilesCtor = void (*)(void*, const OptStr&, const Opt<void*>&);

static void die(const std::string& why) { fprintf(stderr, "%s\n", why.c_str()); exit(1); }
static void* room(size_t n = 1 << 20) { return calloc(1, n); }
static std::string env(const char* name, const char* otherwise = "") {
  const char* v = getenv(name);
  return v ? v : otherwise;
}
static OptStr optional(const char* name) {
  const char* v = getenv(name);
  return v ? OptStr(std::string(v)) : OptStr();
}
template <class F>
static void* made(const char* what, F create) {        // a Result<pointer>
  auto* r = new (room()) Result<void*>;
  create((void*)r);
  if (r->data.none) die(std::string("cannot make the ") + what + ": " + (r->error.none ? "?" : r->error.v));
  return r->data.v;
}
template <class F>
static FlagsBase* load(void* flags, F upcast, int argc, char** argv) {
  FlagsBase* base = upcast(flags);
  char* r = (char*)room();
  flags_load(r, base, OptStr(std::string("MESOS_")), argc, (const char* const*)argv, false, false);
  // Result<Warnings>: state, then a vector of 24 bytes, then the error.
  if (*(int*)r) die("flags: " + *(std::string*)(r + 40));
  return base;
}
static FlagsBase* from_log(void* p) { return (LogFlags*)p; }
static FlagsBase* from_app(void* p) { return (AppFlags*)p; }

static void* authorizer;                               // none when there are no ACLs
static std::string realm;

// The library's own launch function makes its file server without a realm; a
// master of its own has one.  This definition comes first in symbol order.
extern "C" void files_ctor(void* self, const OptStr&, const Opt<void*>&) __asm__(FILES_CTOR);
extern "C" void files_ctor(void* self, const OptStr&, const Opt<void*>&) {
  static auto real = (FilesCtor)dlsym(RTLD_NEXT, FILES_CTOR);
  real(self, realm.empty() ? OptStr() : OptStr(realm), authorizer ? Opt<void*>(authorizer) : Opt<void*>());
}

static void common(const char* argv0, const char* delegate, const std::string& kind) {
  // glog keeps the pointer; the Option<Flags> is a state word and the flags.
  auto* name = new std::string(argv0);
  char* lf = (char*)room();
  log_flags(lf + 8);
  char* only[] = {name->data(), nullptr};
  load(lf + 8, from_log, 1, only);
  logging_initialize(*name, true, lf);

  setenv("LIBPROCESS_IP", env("MESOS_IP", "127.0.0.1").c_str(), 1);
  setenv("LIBPROCESS_PORT", env("MESOS_PORT", "0").c_str(), 1);
  realm = "mesos-" + kind + "-readonly";
  if (!process_initialize(OptStr(std::string(delegate)), OptStr("mesos-" + kind + "-readwrite"), OptStr(realm)))
    die("the library was already initialized");
  void* version = room();
  version_ctor(version);
  process_spawn(room(4096), (AnyProcess*)version, true);

  std::string acls = env("MESOS_ACLS");
  if (!acls.empty()) {
    if (acls.rfind("file://", 0) == 0) acls = acls.substr(7);
    if (acls[0] == '/') {
      std::ifstream in(acls);
      std::stringstream text;
      text << in.rdbuf();
      acls = text.str();
    }
    char* parsed = (char*)room();
    parse_acls(parsed, acls);
    if (*(int*)parsed) die("cannot parse the ACLs");
    authorizer = made("authorizer", [&](void* r) { authorizer_create(r, parsed + 8); });
    void* callbacks = room();
    authorization_callbacks(callbacks, authorizer);
    set_callbacks(callbacks);
  }
}

static int master(int argc, char** argv) {
  common(argv[0], "master", "master");
  setenv("MESOS_NUM_SLAVES", "0", 1);
  void* flags = room();
  local_flags(flags);
  // MESOS_WORK_DIR of a master is <work_dir>/master for the library's launcher.
  load(flags, from_app, 1, argv);
  void* pid = room(4096);
  local_launch(pid, flags, nullptr);
  process_wait(pid, Nanos{-1000000000});
  _exit(0);
}

static int agent(int argc, char** argv) {
  if (env("MESOS_MASTER").empty() || env("MESOS_WORK_DIR").empty()) die("MESOS_MASTER and MESOS_WORK_DIR must be set");
  common(argv[0], "slave(1)", "agent");
  void* flags = room();
  agent_flags(flags);
  load(flags, from_app, argc, argv);
  void *fetcher = room(), *gc = room(), *files = room(), *updates = room(), *self = room();
  fetcher_ctor(fetcher, flags);
  gc_ctor(gc, env("MESOS_WORK_DIR"));
  void* resolver = made("secret resolver", [](void* r) { resolver_create(r, optional("MESOS_SECRET_RESOLVER")); });
  void* containerizer = made("containerizer", [&](void* r) {
    containerizer_create(r, flags, false, fetcher, gc, resolver, nullptr, nullptr, nullptr); });
  void* detector = made("master detector", [](void* r) {
    detector_create(r, optional("MESOS_MASTER"), OptStr(), Opt<Nanos>()); });
  files_ctor(files, OptStr(), Opt<void*>());
  updates_ctor(updates, flags);
  void* estimator = made("resource estimator", [](void* r) { estimator_create(r, optional("MESOS_RESOURCE_ESTIMATOR")); });
  void* qos = made("QoS controller", [](void* r) { qos_create(r, optional("MESOS_QOS_CONTROLLER")); });
  Opt<Raw>* none = new (room()) Opt<Raw>;
  agent_ctor(self, "slave(1)", flags, detector, containerizer, files, gc, updates, estimator, qos, nullptr, nullptr,
             nullptr, room(64), none, authorizer ? Opt<void*>(authorizer) : Opt<void*>());
  void* pid = room(4096);
  process_spawn(pid, (AnyProcess*)self, false);
  process_wait(pid, Nanos{-1000000000});    // it ends when the master or SIGUSR1 says so
  _exit(0);
}

static int containerizer(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "launch") {
    char* self = (char*)room();
    // A Subcommand is a table, a name and more.
    char** table = (char**)dlsym(RTLD_DEFAULT, "_ZTVN5mesos8internal5slave24MesosContainerizerLaunchE");
    long* flags_table = (long*)dlsym(RTLD_DEFAULT, "_ZTVN5mesos8internal5slave24MesosContainerizerLaunch5FlagsE");
    if (!table || !flags_table) die("the library lacks the launch subcommand");
    *(char***)self = table + 2;
    new (self + 8) std::string("launch");
    // getFlags() tells where the shared base of the flags lies; the flags' own
    // table begins with the distance from the flags to that base.
    char* flags = (char*)launch_getflags(self) - flags_table[0];
    launch_flags(flags);
    char* r = (char*)room();
    argv[1] = argv[0];
    flags_load(r, (FlagsBase*)launch_getflags(self), OptStr(std::string("MESOS_CONTAINERIZER_")), argc - 1,
               (const char* const*)(argv + 1), false, false);
    if (*(int*)r) die("mesos-containerizer launch: " + *(std::string*)(r + 40));
    return launch_execute(self);
  }
  if (what == "mount") {
    std::string path;
    for (int i = 2; i < argc; i++)
      if (!strncmp(argv[i], "--path=", 7)) path = argv[i] + 7;
    if (mount(nullptr, path.c_str(), nullptr, MS_SLAVE | MS_REC, nullptr)) { perror("mount"); return 1; }
    return 0;
  }
  fprintf(stderr, "usage: mesos-containerizer launch|mount ...\n");
  return 1;
}

static int64_t nanoseconds(const std::string& text) {
  char* unit;
  double n = strtod(text.c_str(), &unit);
  const struct { const char* name; double ns; } units[] = {
    {"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"secs", 1e9}, {"mins", 6e10}, {"hrs", 3.6e12}, {"days", 8.64e13}};
  for (auto& u : units)
    if (!strcmp(unit, u.name)) return (int64_t)(n * u.ns);
  return 30000000000;
}

static void* switchboard_self;
static void* switchboard_stop(void* signals) {
  int got;
  sigwait((sigset_t*)signals, &got);
  switchboard_unblock(room(4096), switchboard_self);
  return nullptr;
}

static int switchboard(int argc, char** argv) {
  bool tty = false, wait = false;
  int in = -1, out_from = -1, out_to = -1, err_from = -1, err_to = -1;
  std::string address;
  Opt<Nanos> heartbeat;
  for (int i = 1; i < argc; i++) {
    std::string a = argv[i], key = a.substr(0, a.find('=')), v = a.find('=') == std::string::npos ? "" : a.substr(a.find('=') + 1);
    int n = atoi(v.c_str());
    if (key == "--tty") tty = v != "false";
    else if (key == "--wait_for_connection") wait = v != "false";
    else if (key == "--stdin_to_fd") in = n;
    else if (key == "--stdout_from_fd") out_from = n;
    else if (key == "--stdout_to_fd") out_to = n;
    else if (key == "--stderr_from_fd") err_from = n;
    else if (key == "--stderr_to_fd") err_to = n;
    else if (key == "--socket_address") address = v;
    else if (key == "--heartbeat_interval") { heartbeat.none = 0; heartbeat.v = Nanos{nanoseconds(v)}; }
  }
  if (in < 0 || out_from < 0 || out_to < 0 || err_from < 0 || err_to < 0 || address.empty())
    die("mesos-io-switchboard: a file descriptor or the socket address is missing");
  static sigset_t term;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &term, nullptr);
  setenv("LIBPROCESS_IP", "127.0.0.1", 0);
  // An Owned<Server> is a shared pointer to a pointer.
  void** owned = (void**)made("io switchboard", [&](void* r) {
    switchboard_create(r, tty, in, out_from, out_to, err_from, err_to, address, wait, &heartbeat); });
  switchboard_self = *owned;
  pthread_t t;
  pthread_create(&t, nullptr, switchboard_stop, &term);
  char* done = (char*)room(4096);
  switchboard_run(done, switchboard_self);
  future_await(done, Nanos{INT64_MAX});
  unlink(address.c_str());
  _exit(0);
}

int main(int argc, char** argv) {
  std::string name = argv[0];
  name = name.substr(name.rfind('/') + 1);
  if (name == "mesos-master") return master(argc, argv);
  if (name == "mesos-agent") return agent(argc, argv);
  if (name == "mesos-containerizer") return containerizer(argc, argv);
  if (name == "mesos-io-switchboard") return switchboard(argc, argv);
  if (name == "mesos-fetcher") return 0;
  fprintf(stderr, "start this by one of the names mesos-master, mesos-agent, mesos-containerizer, mesos-io-switchboard\n");
  return 2;
}
