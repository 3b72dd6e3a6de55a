#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iomanip>
#include <iostream>

namespace bench {
namespace {

using Microseconds = std::chrono::duration<double, std::micro>;

double timeOf(const Operation& operation) {
    const auto begin = std::chrono::steady_clock::now();
    operation.run();
    return Microseconds(std::chrono::steady_clock::now() - begin).count();
}

/// The value below which `share` of the sorted times are.
double percentile(const std::vector<double>& sorted, double share) {
    const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return sorted[index];
}

double statementsOf(const Operation& operation, const std::function<std::int64_t()>& questions) {
    constexpr int kCalls = 50;
    const auto first = questions();
    const auto asking = questions() - first;
    for (int call = 0; call < kCalls; ++call) operation.run();
    return static_cast<double>(questions() - first - 2 * asking) / kCalls;
}

}  // namespace

void compare(const std::vector<Operation>& operations, int calls, const std::function<std::int64_t()>& questions) {
    std::vector<std::vector<double>> times(operations.size());
    for (int call = 0; call < 1 + calls / 10; ++call) {
        for (const auto& operation : operations) operation.run();  // connects, prepares, warms up
    }
    for (int call = 0; call < calls; ++call) {
        for (std::size_t index = 0; index < operations.size(); ++index) {
            times[index].push_back(timeOf(operations[index]));
        }
    }
    double reference = 0;
    for (std::size_t index = 0; index < operations.size(); ++index) {
        auto& sorted = times[index];
        std::sort(sorted.begin(), sorted.end());
        const double median = percentile(sorted, 0.5);
        if (index == 0) reference = median;
        std::cout << "  " << std::left << std::setw(44) << operations[index].name << std::right << std::fixed
                  << std::setprecision(1) << std::setw(10) << median << std::setw(10) << percentile(sorted, 0.99)
                  << std::setprecision(2) << std::setw(8) << median / reference << std::setprecision(1) << std::setw(8)
                  << statementsOf(operations[index], questions) << "\n";
    }
}

}  // namespace bench
