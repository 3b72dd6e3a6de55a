#include "groupware/base/log.h"

#include <Poco/AsyncChannel.h>
#include <Poco/AutoPtr.h>
#include <Poco/ConsoleChannel.h>
#include <Poco/FileChannel.h>
#include <Poco/FormattingChannel.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>
#include <Poco/Net/RemoteSyslogChannel.h>
#include <Poco/PatternFormatter.h>
#include <Poco/SplitterChannel.h>

#include <iostream>
#include <utility>

namespace groupware::log {
namespace {

thread_local std::string currentRequest;

Poco::Message::Priority priorityOf(Level level) {
    switch (level) {
        case Level::Error: return Poco::Message::PRIO_ERROR;
        case Level::Warning: return Poco::Message::PRIO_WARNING;
        case Level::Information: return Poco::Message::PRIO_INFORMATION;
        case Level::Debug: return Poco::Message::PRIO_DEBUG;
    }
    return Poco::Message::PRIO_DEBUG;
}

bool isPlain(std::string_view value) {
    if (value.empty()) return false;
    for (const char c : value) {
        if (static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '\\' || c == 0x7F) return false;
    }
    return true;
}

void appendValue(std::string& line, std::string_view value) {
    if (isPlain(value)) {
        line += value;
        return;
    }
    line += '"';
    for (const char c : value) {
        switch (c) {
            case '"': line += "\\\""; break;
            case '\\': line += "\\\\"; break;
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            default: line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
        }
    }
    line += '"';
}

Poco::Logger& logger() {
    return Poco::Logger::root();
}

// Poco's loggers are a process-wide registry; the file channel is kept to reopen it after rotation.
Poco::AutoPtr<Poco::FileChannel>& fileChannel() {
    static Poco::AutoPtr<Poco::FileChannel> channel;
    return channel;
}

}  // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields) noexcept {
    try {
        const auto priority = priorityOf(level);
        if (!logger().is(priority)) return;
        std::string line(event);
        for (const auto& field : fields) {
            line += ' ';
            line += field.key;
            line += '=';
            appendValue(line, field.value);
        }
        if (!currentRequest.empty()) line += " request=" + currentRequest;
        logger().log(Poco::Message("yoke", line, priority));
    } catch (...) {
        // A full disk must not fail the request whose line this is.
    }
}

RequestScope::RequestScope(std::string requestId) : previous_(std::exchange(currentRequest, std::move(requestId))) {}
RequestScope::~RequestScope() {
    currentRequest = std::move(previous_);
}

const std::string& requestId() {
    return currentRequest;
}

void open(const Target& target) {
    Poco::AutoPtr<Poco::SplitterChannel> outputs(new Poco::SplitterChannel);
    // The formatter comes before the asynchronous channel: it runs on the thread that knows the time and the request.
    Poco::AutoPtr<Poco::PatternFormatter> formatter(new Poco::PatternFormatter("%Y-%m-%dT%H:%M:%S.%iZ %p: %t"));
    Poco::AutoPtr<Poco::Channel> local;
    if (target.file.empty()) {
        local = new Poco::ConsoleChannel(std::cerr);
    } else {
        fileChannel() = new Poco::FileChannel(target.file);
        fileChannel()->setProperty("flush", "true");
        local = fileChannel();
    }
    outputs->addChannel(Poco::AutoPtr<Poco::Channel>(new Poco::FormattingChannel(formatter, local)));
    if (!target.syslog.empty()) {
        auto address = target.syslog;
        if (address.find(':') == std::string::npos) address += ":514";
        outputs->addChannel(Poco::AutoPtr<Poco::Channel>(new Poco::Net::RemoteSyslogChannel(address, target.name)));
    }
    Poco::AutoPtr<Poco::AsyncChannel> queue(new Poco::AsyncChannel(outputs));
    // Not Logger::setChannel("", ...): that reaches only loggers that exist, and the root is made by its first use.
    logger().setChannel(queue);
    logger().setLevel(priorityOf(target.level));
    queue->open();
}

void setLevel(Level level) {
    Poco::Logger::setLevel("", priorityOf(level));
}

void reopen() {
    if (!fileChannel().isNull()) fileChannel()->close();  // the next line opens the path again
}

void close() {
    Poco::Logger::shutdown();
}

}  // namespace groupware::log
