#include "admin/cli/progress.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

namespace admin::cli {
namespace {

constexpr std::chrono::milliseconds kPause{500};

}  // namespace

std::string octetsText(std::int64_t octets) {
    constexpr std::array<const char*, 5> kUnits{"bytes", "KiB", "MiB", "GiB", "TiB"};
    constexpr double kStep = 1024;
    auto value = static_cast<double>(octets);
    std::size_t unit = 0;
    for (; value >= kStep && unit + 1 < kUnits.size(); ++unit) value /= kStep;
    std::array<char, 40> text{};
    (void)std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
    return text.data();
}

Progress::Progress(Terminal& terminal, std::string_view what, std::int64_t total, std::string_view unit)
    : terminal_(terminal), what_(what), total_(total), unit_(unit) {}

Progress::~Progress() {
    if (width_ > 0) terminal_.err << '\r' << std::string(width_, ' ') << '\r' << std::flush;
}

std::string Progress::textOf(std::int64_t amount) const {
    return unit_.empty() ? octetsText(amount) : std::to_string(amount) + " " + unit_;
}

void Progress::at(std::int64_t amount) {
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_.progress || now - shown_ < kPause) return;
    shown_ = now;
    constexpr std::int64_t kPercent = 100;
    std::string line = what_ + " " + textOf(amount);
    if (total_ > 0) line += " of " + textOf(total_) + ", " + std::to_string(amount * kPercent / total_) + " %";
    terminal_.err << '\r' << line << std::string(line.size() < width_ ? width_ - line.size() : 0, ' ') << std::flush;
    width_ = std::max(width_, line.size());
}

}  // namespace admin::cli
