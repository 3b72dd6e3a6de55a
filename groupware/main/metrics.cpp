#include "groupware/main/metrics.h"

#include <sstream>

namespace groupware::main {
namespace {

void appendEscaped(std::string& text, std::string_view value) {
    for (const char c : value) {
        if (c == '\\' || c == '"') {
            text += '\\';
            text += c;
        } else {
            text += c == '\n' ? ' ' : c;
        }
    }
}

std::string numberText(double value) {
    std::ostringstream text;
    text.precision(15);
    text << value;
    return text.str();
}

}  // namespace

MetricsWriter::Family& MetricsWriter::family(const char* type, std::string_view name, std::string_view help) {
    return families_.try_emplace(std::string(name), Family{std::string(help), type, {}}).first->second;
}

std::string MetricsWriter::sample(const std::string& name, double value, Labels labels) {
    std::string line = name;
    char separator = '{';
    for (const auto& [key, text] : labels) {
        line += separator;
        line += key;
        line += "=\"";
        appendEscaped(line, text);
        line += '"';
        separator = ',';
    }
    if (separator == ',') line += '}';
    return line + " " + numberText(value);
}

void MetricsWriter::counter(std::string_view name, std::string_view help, double value, Labels labels) {
    family("counter", name, help).samples.push_back(sample(std::string(name), value, labels));
}

void MetricsWriter::gauge(std::string_view name, std::string_view help, double value, Labels labels) {
    family("gauge", name, help).samples.push_back(sample(std::string(name), value, labels));
}

void MetricsWriter::bucket(std::string_view name, std::string_view help, double value, Labels labels) {
    family("histogram", name, help).samples.push_back(sample(std::string(name) + "_bucket", value, labels));
}

void MetricsWriter::sum(std::string_view name, std::string_view help, double value, Labels labels) {
    family("histogram", name, help).samples.push_back(sample(std::string(name) + "_sum", value, labels));
}

void MetricsWriter::count(std::string_view name, std::string_view help, double value, Labels labels) {
    family("histogram", name, help).samples.push_back(sample(std::string(name) + "_count", value, labels));
}

std::string MetricsWriter::text() const {
    std::string text;
    for (const auto& [name, family] : families_) {
        text += "# HELP " + name + " " + family.help + "\n# TYPE " + name + " " + family.type + "\n";
        for (const auto& sample : family.samples) text += sample + "\n";
    }
    return text;
}

std::string Metrics::render() const {
    MetricsWriter writer;
    for (const auto& collect : collectors_) collect(writer);
    return writer.text();
}

}  // namespace groupware::main
