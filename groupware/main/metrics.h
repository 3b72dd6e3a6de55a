#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::main {

/// Collects samples and writes them in Prometheus' text format (version 0.0.4), all samples of one name together.
class MetricsWriter {
public:
    using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    /// @param name  without unit confusion: seconds and bytes, counters end in `_total`
    /// @param help  one sentence; the first given for a name counts
    void counter(std::string_view name, std::string_view help, double value, Labels labels = {});
    void gauge(std::string_view name, std::string_view help, double value, Labels labels = {});
    /// The three kinds of samples of a histogram; a bucket's last label is `le`.
    void bucket(std::string_view name, std::string_view help, double value, Labels labels);
    void sum(std::string_view name, std::string_view help, double value, Labels labels);
    void count(std::string_view name, std::string_view help, double value, Labels labels);

    [[nodiscard]] std::string text() const;

private:
    struct Family {
        std::string help;
        const char* type;
        std::vector<std::string> samples;
    };
    Family& family(const char* type, std::string_view name, std::string_view help);
    static std::string sample(const std::string& name, double value, Labels labels);

    std::map<std::string, Family, std::less<>> families_;
};

/// The functions that know the numbers. Filled before the first request, then only read.
class Metrics {
public:
    using Collect = std::function<void(MetricsWriter&)>;

    void add(Collect collect) { collectors_.push_back(std::move(collect)); }
    [[nodiscard]] std::string render() const;

private:
    std::vector<Collect> collectors_;
};

}  // namespace groupware::main
