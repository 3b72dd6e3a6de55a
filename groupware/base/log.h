#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

namespace groupware::log {

enum class Level {
    Error,        ///< a bug, or data at risk
    Warning,      ///< an operator acts
    Information,  ///< one line per request or life-cycle event
    Debug,        ///< the rest
};

/// One `key=value` of a line. Ids and numbers only: no titles, addresses, bodies, passwords or tokens.
struct Field {
    std::string_view key;
    std::string value;

    Field(std::string_view name, std::string_view text) : key(name), value(text) {}
    Field(std::string_view name, std::integral auto number) : key(name), value(std::to_string(number)) {}
};

/// Writes one line: `event key=value ...`, with the request id of this thread if it has one. Values with spaces or
/// control characters are quoted and escaped, so a line stays a line. Safe from any thread; never throws.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {}) noexcept;

inline void error(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Error, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Warning, event, fields);
}
inline void information(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Information, event, fields);
}
inline void debug(std::string_view event, std::initializer_list<Field> fields = {}) noexcept {
    write(Level::Debug, event, fields);
}

/// Gives every line written by this thread the request's id while it lives.
class RequestScope {
public:
    explicit RequestScope(std::string requestId);
    ~RequestScope();
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;

private:
    std::string previous_;
};

/// The id of the request this thread serves, or empty.
[[nodiscard]] const std::string& requestId();

/// Where lines go. Call once from main() before other threads start.
struct Target {
    std::string file;    ///< path; empty = standard error
    std::string syslog;  ///< host[:port] of a remote syslog (RFC 5424 over UDP), in addition; empty = none
    std::string name;    ///< program name in syslog lines
    Level level = Level::Information;
};
void open(const Target& target);

/// Changes what is written from now on (SIGHUP).
void setLevel(Level level);

/// Opens the log file anew after rotation (SIGUSR2). Lines already queued go to the old file.
void reopen();

/// Writes what is queued and ends the writer thread.
void close();

}  // namespace groupware::log
