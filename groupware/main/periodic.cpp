#include "groupware/main/periodic.h"

#include "groupware/base/log.h"

#include <exception>
#include <utility>

namespace groupware::main {

Periodic::Periodic(std::string name, std::chrono::milliseconds pause, Job job)
    : name_(std::move(name)), pause_(pause), job_(std::move(job)), thread_([this] { run(); }) {}

void Periodic::beginToEnd() {
    {
        const std::lock_guard lock(mutex_);
        end_ = true;
    }
    ended_.notify_all();
}

Periodic::~Periodic() {
    beginToEnd();
    thread_.join();
}

void Periodic::run() {
    std::unique_lock lock(mutex_);
    while (!end_) {
        lock.unlock();
        runOnce();
        lock.lock();
        ended_.wait_for(lock, pause_, [this] { return end_.load(); });
    }
}

void Periodic::runOnce() noexcept {
    try {
        job_(end_);
    } catch (const std::exception& error) {
        log::warning("job.failed", {{"job", name_}, {"what", error.what()}});
    } catch (...) {
        log::error("job.failed", {{"job", name_}, {"what", "unknown exception"}});
    }
}

}  // namespace groupware::main
