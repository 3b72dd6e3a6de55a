#include "groupware/main/process_metrics.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace groupware::main {
namespace {

/// Fields of /proc/self/stat from the third on, which follows the program's name in brackets. proc(5).
std::vector<std::string> statFields() {
    std::ifstream in("/proc/self/stat");
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos) return {};
    std::istringstream rest(text.substr(bracket + 1));
    return {std::istream_iterator<std::string>(rest), std::istream_iterator<std::string>()};
}

constexpr std::size_t kUserTicks = 11;
constexpr std::size_t kSystemTicks = 12;
constexpr std::size_t kThreads = 17;
constexpr std::size_t kResidentPages = 21;

double openDescriptors() {
    std::error_code failed;
    const std::filesystem::directory_iterator entries("/proc/self/fd", failed);
    return failed ? 0 : static_cast<double>(std::distance(begin(entries), end(entries)));
}

}  // namespace

void collectProcessMetrics(MetricsWriter& writer) {
    const auto fields = statFields();
    if (fields.size() <= kResidentPages) return;
    const auto number = [&fields](std::size_t index) { return std::stod(fields.at(index)); };
    const auto ticksPerSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
    writer.counter("process_cpu_seconds_total", "Processor time of this process.",
                   (number(kUserTicks) + number(kSystemTicks)) / ticksPerSecond);
    writer.gauge("process_resident_memory_bytes", "Memory of this process that is in RAM.",
                 number(kResidentPages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    writer.gauge("process_threads", "Threads of this process.", number(kThreads));
    writer.gauge("process_open_fds", "Open file descriptors.", openDescriptors());
}

}  // namespace groupware::main
