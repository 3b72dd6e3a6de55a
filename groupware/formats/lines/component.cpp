#include "groupware/formats/lines/component.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/parse.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::lines {
namespace {

constexpr std::string_view kCrLf = "\r\n";

std::string_view lineEndOf(const ContentLine& line) {
    const bool bare = line.source().find('\n') != std::string::npos && line.source().find(kCrLf) == std::string::npos;
    return bare ? "\n" : kCrLf;
}

template <typename Properties>
auto findIn(Properties& properties, std::string_view name) {
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [name](const ContentLine& property) { return property.is(name); });
    return found == properties.end() ? nullptr : &*found;
}

template <typename Properties>
auto findIn(Properties& properties, PropertyId id) {
    const auto found = std::find_if(properties.begin(), properties.end(),
                                    [id](const ContentLine& property) { return property.id() == id; });
    return found == properties.end() ? nullptr : &*found;
}

}  // namespace

Component::Component(const std::string& name) : begin_("BEGIN", name), end_("END", name) {}

Component::Component(ContentLine begin) : begin_(std::move(begin)), end_("END", begin_.value()) {}

std::string_view Component::name() const noexcept {
    return trimmed(begin_.value());
}

bool Component::is(std::string_view name) const noexcept {
    return equal(this->name(), name);
}

const ContentLine* Component::find(std::string_view name) const {
    return findIn(properties_, name);
}
ContentLine* Component::find(std::string_view name) {
    return findIn(properties_, name);
}
const ContentLine* Component::find(PropertyId id) const {
    return findIn(properties_, id);
}
ContentLine* Component::find(PropertyId id) {
    return findIn(properties_, id);
}

void Component::append(ContentLine property) {
    property.id_ = ++lastId_;
    properties_.push_back(std::move(property));
}

PropertyId Component::add(ContentLine property) {
    property.id_ = ++lastId_;
    const std::size_t index = components_.empty() ? properties_.size() : components_.front().propertiesBefore_;
    properties_.insert(properties_.begin() + static_cast<std::ptrdiff_t>(index), std::move(property));
    for (auto& component : components_) ++component.propertiesBefore_;
    return lastId_;
}

void Component::remove(PropertyId id) {
    const auto* property = find(id);
    if (property == nullptr) return;
    const auto index = property - properties_.data();
    properties_.erase(properties_.begin() + index);
    for (auto& component : components_) {
        if (component.propertiesBefore_ > static_cast<std::size_t>(index)) --component.propertiesBefore_;
    }
}

void Component::removeAll(std::string_view name) {
    while (const auto* property = find(name)) remove(property->id());
}

Component& Component::add(Component component) {
    component.propertiesBefore_ = properties_.size();
    components_.push_back(std::move(component));
    return components_.back();
}

void Component::removeComponent(std::size_t index) {
    components_.erase(components_.begin() + static_cast<std::ptrdiff_t>(index));
}

std::string Component::text() const {
    std::string out;
    write(out);
    return out;
}

void Component::write(std::string& out) const {
    write(out, lineEndOf(begin_));
}

void Component::write(std::string& out, std::string_view lineEnd) const {
    begin_.write(out, lineEnd);
    std::size_t written = 0;
    for (const auto& component : components_) {
        while (written < component.propertiesBefore_) properties_[written++].write(out, lineEnd);
        component.write(out, lineEnd);
    }
    while (written < properties_.size()) properties_[written++].write(out, lineEnd);
    end_.write(out, lineEnd);
}

/// Puts lines into the innermost open component.
class TreeBuilder {
public:
    explicit TreeBuilder(std::size_t maxDepth) : maxDepth_(maxDepth) {}

    void put(ContentLine line) {
        if (line.is("BEGIN")) {
            open(std::move(line));
        } else if (line.is("END")) {
            close(std::move(line));
        } else if (open_.empty()) {
            refuse(line.number(), "stands outside of BEGIN and END");
        } else {
            open_.back().append(std::move(line));
        }
    }

    std::vector<Component> finish() {
        if (!open_.empty()) refuse(open_.back().number(), "begins what has no end");
        return std::move(done_);
    }

private:
    void open(ContentLine line) {
        if (trimmed(line.value()).empty()) refuse(line.number(), "does not say what it begins");
        if (open_.size() == maxDepth_) {
            throw Error(ErrorCode::TooLarge, "components in components too deep",
                        "Line " + std::to_string(line.number()) + " is nested too deeply.");
        }
        open_.push_back(Component(std::move(line)));
    }

    void close(ContentLine line) {
        if (open_.empty() || !open_.back().is(trimmed(line.value()))) {
            refuse(line.number(), "ends what was not begun last");
        }
        auto component = std::move(open_.back());
        open_.pop_back();
        component.end_ = std::move(line);
        if (open_.empty()) {
            done_.push_back(std::move(component));
        } else {
            open_.back().add(std::move(component));
        }
    }

    [[noreturn]] static void refuse(std::size_t number, const std::string& what) {
        const auto text = "Line " + std::to_string(number) + " " + what + ".";
        throw Error(ErrorCode::BadRequest, "component: " + text, text);
    }

    std::size_t maxDepth_;
    std::vector<Component> open_;
    std::vector<Component> done_;
};

std::vector<Component> parseComponents(std::string_view text, const Limits& limits, std::size_t firstLine) {
    TreeBuilder builder(limits.depth);
    for (auto& line : parseLines(text, limits, firstLine)) builder.put(std::move(line));
    return builder.finish();
}

}  // namespace groupware::formats::lines
