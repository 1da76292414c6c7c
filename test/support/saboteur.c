/*
 * Preloaded into a command and all that it starts: numbers the calls that change anything below SABOTAGE_ROOT, in the order in which
 * they come, whoever makes them, and lets the one of number SABOTAGE_AT not happen. SABOTAGE_HOW is KILL (the process dies before it),
 * TORN (half of the bytes get written, then it dies), an error's number (it fails so, once), or an error's number with a `+` (it and
 * all that follow fail), INT or TERM (the whole group of processes gets that signal, as from a terminal, and the call happens), or HANG
 * (so it does, and the call takes longer than anybody waits). Without SABOTAGE_HOW, and with SABOTAGE_COPIES, the root is copied to
 * SABOTAGE_COPIES/NUMBER before each call of the command itself, whose parent is SABOTAGE_PARENT: what a kill would leave. The count stands in SABOTAGE_COUNT, a file of four bytes; every call is told of in SABOTAGE_LOG.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int below_root(const char *path) {
  const char *root = getenv("SABOTAGE_ROOT");
  size_t length = root ? strlen(root) : 0;
  return length && !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

static unsigned next_number(void) {
  static unsigned *count;
  if (!count) {
    int fd = syscall(SYS_openat, AT_FDCWD, getenv("SABOTAGE_COUNT"), O_RDWR | O_CLOEXEC);
    void *page = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (fd < 0 || page == MAP_FAILED) abort();
    count = page;
  }
  return __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
}

static void tell(unsigned number, const char *call, const char *path) {
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%u %s %s\n", number, call, path);
  int fd = syscall(SYS_openat, AT_FDCWD, getenv("SABOTAGE_LOG"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  syscall(SYS_write, fd, line, length);
  syscall(SYS_close, fd);
}

/* What is there before a call. */
static void copy_root(unsigned number) {
  char to[PATH_MAX];
  const char *copies = getenv("SABOTAGE_COPIES"), *parent = getenv("SABOTAGE_PARENT");
  char *const words[] = { "cp", "-a", getenv("SABOTAGE_ROOT"), to, NULL }, *const nothing[] = { NULL };
  pid_t child;
  if (!copies || !parent || getppid() != atoi(parent)) return;
  snprintf(to, sizeof to, "%s/%u", copies, number);
  child = fork();
  if (child == 0) { execve("/bin/cp", words, nothing); _exit(127); }
  if (child > 0) waitpid(child, NULL, 0);
}

enum fate { GO_ON, FAIL, TEAR };

static enum fate fate_of(const char *call, const char *path) {
  unsigned number, at;
  const char *how = getenv("SABOTAGE_HOW");
  if (!below_root(path)) return GO_ON;
  number = next_number();
  tell(number, call, path);
  if (!how) copy_root(number);
  at = how ? (unsigned)atoi(getenv("SABOTAGE_AT")) : 0;
  if (!how || number < at || (number > at && !strchr(how, '+'))) return GO_ON;
  if (!strcmp(how, "TORN")) return TEAR;
  if (!strcmp(how, "KILL")) kill(getpid(), SIGKILL);
  if (!strcmp(how, "INT") || !strcmp(how, "TERM") || !strcmp(how, "HANG")) {
    kill(0, strcmp(how, "TERM") ? SIGINT : SIGTERM);
    if (!strcmp(how, "HANG")) usleep(1500000);
    return GO_ON;
  }
  errno = atoi(how);
  return FAIL;
}

static enum fate at_path(const char *call, int directory, const char *path) {
  char whole[2 * PATH_MAX], start[PATH_MAX] = "", link[64];
  ssize_t length;
  int before = errno;
  enum fate fate;
  snprintf(link, sizeof link, directory == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", directory);
  length = readlink(link, start, sizeof start - 1);
  if (length > 0) start[length] = 0;
  snprintf(whole, sizeof whole, "%s%s%s", path[0] == '/' ? "" : start, path[0] == '/' ? "" : "/", path);
  errno = before;
  fate = fate_of(call, whole);
  if (fate == TEAR) kill(getpid(), SIGKILL);
  return fate;
}

static enum fate at_file(const char *call, int fd) {
  char path[PATH_MAX], link[64];
  ssize_t length;
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink(link, path, sizeof path - 1);
  errno = before;
  if (length <= 0) return GO_ON;
  path[length] = 0;
  return fate_of(call, path);
}

static int refuses(enum fate fate) {
  if (fate == TEAR) kill(getpid(), SIGKILL);
  return fate == FAIL;
}

#define AT_PATH(type, name, parameters, arguments, directory, path) \
  type name parameters { return at_path(#name, directory, path) ? -1 : REAL(name) arguments; }
#define AT_FILE(type, name, parameters, arguments) \
  type name parameters { return refuses(at_file(#name, fd)) ? -1 : REAL(name) arguments; }
#define WRITING(name, parameters, arguments, halved) \
  ssize_t name parameters { \
    enum fate fate = at_file(#name, fd); \
    if (fate == TEAR) { REAL(name) halved; kill(getpid(), SIGKILL); } \
    return fate ? -1 : REAL(name) arguments; \
  }
/* Opening changes the disk where it makes a file or empties one. */
#define OPENING(name, parameters, directory, arguments) \
  int name parameters { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
    if ((flags & (O_CREAT | O_TRUNC)) && at_path(#name, directory, path)) return -1; \
    return REAL(name) arguments; \
  }

OPENING(open, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPENING(open64, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPENING(openat, (int at, const char *path, int flags, ...), at, (at, path, flags, mode))
OPENING(openat64, (int at, const char *path, int flags, ...), at, (at, path, flags, mode))
WRITING(write, (int fd, const void *from, size_t size), (fd, from, size), (fd, from, size / 2))
WRITING(pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), (fd, from, size / 2, at))
WRITING(pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), (fd, from, size / 2, at))
WRITING(writev, (int fd, const struct iovec *from, int count), (fd, from, count), (fd, from, count / 2))
WRITING(copy_file_range, (int in, off64_t *from, int fd, off64_t *to, size_t size, unsigned flags),
        (in, from, fd, to, size, flags), (in, from, fd, to, size / 2, flags))
AT_FILE(int, fsync, (int fd), (fd))
AT_FILE(int, fdatasync, (int fd), (fd))
AT_FILE(int, ftruncate, (int fd, off_t size), (fd, size))
AT_FILE(int, ftruncate64, (int fd, off64_t size), (fd, size))
AT_FILE(int, fchmod, (int fd, mode_t mode), (fd, mode))
AT_FILE(int, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
AT_FILE(int, futimens, (int fd, const struct timespec times[2]), (fd, times))
AT_PATH(int, rename, (const char *from, const char *to), (from, to), AT_FDCWD, from)
AT_PATH(int, renameat, (int f, const char *from, int t, const char *to), (f, from, t, to), f, from)
AT_PATH(int, renameat2, (int f, const char *from, int t, const char *to, unsigned flags), (f, from, t, to, flags), f, from)
AT_PATH(int, link, (const char *from, const char *to), (from, to), AT_FDCWD, to)
AT_PATH(int, linkat, (int f, const char *from, int t, const char *to, int flags), (f, from, t, to, flags), t, to)
AT_PATH(int, symlink, (const char *text, const char *path), (text, path), AT_FDCWD, path)
AT_PATH(int, unlink, (const char *path), (path), AT_FDCWD, path)
AT_PATH(int, unlinkat, (int at, const char *path, int flags), (at, path, flags), at, path)
AT_PATH(int, mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)
AT_PATH(int, mkdirat, (int at, const char *path, mode_t mode), (at, path, mode), at, path)
char *mkdtemp(char *path) { return at_path("mkdtemp", AT_FDCWD, path) ? NULL : REAL(mkdtemp)(path); }
AT_PATH(int, rmdir, (const char *path), (path), AT_FDCWD, path)
AT_PATH(int, chmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)
AT_PATH(int, fchmodat, (int at, const char *path, mode_t mode, int flags), (at, path, mode, flags), at, path)
AT_PATH(int, chown, (const char *path, uid_t user, gid_t group), (path, user, group), AT_FDCWD, path)
AT_PATH(int, utime, (const char *path, const struct utimbuf *times), (path, times), AT_FDCWD, path)
AT_PATH(int, utimes, (const char *path, const struct timeval times[2]), (path, times), AT_FDCWD, path)
AT_PATH(int, utimensat, (int at, const char *path, const struct timespec times[2], int flags), (at, path, times, flags), at, path)
