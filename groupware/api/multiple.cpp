#include "groupware/api/multiple.h"

#include "groupware/api/coded_error.h"

#include <algorithm>

namespace groupware::api {
namespace {

namespace json = formats::json;

/// One element of the array.
class ElementCall final : public Call {
public:
    ElementCall(json::Object::Ptr element, std::vector<std::string> path)
        : element_(std::move(element)), path_(std::move(path)), data_(element_->get("data")) {}

    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        const json::Value value = element_->get(std::string(name));
        // Parameters are what could stand in a URL; "data" is the body.
        const bool scalar = value.isString() || value.isNumeric() || value.isBoolean();
        if (value.isEmpty() || !scalar || name == "data") return std::nullopt;
        return value.convert<std::string>();
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const json::Value& json() const override { return data_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return nullptr; }

private:
    json::Object::Ptr element_;
    std::vector<std::string> path_;
    json::Value data_;
};

std::vector<std::string> split(const std::string& module) {
    std::vector<std::string> segments;
    for (std::size_t begin = 0; begin <= module.size();) {
        const auto end = std::min(module.find('/', begin), module.size());
        if (end > begin) segments.push_back(module.substr(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

CodedError refused(const std::string& what) {
    return {ErrorCode::BadRequest, kUnknownAction, "refused inside multiple: " + what,
            "This action cannot be part of 'multiple'."};
}

/// Not a failed call but no batch at all: status 400, as clients know it.
Result broken(const Envelopes& envelopes, const Error& error) {
    Result result;
    result.response = Envelopes::answer(envelopes.failure(error, {}));
    result.response->status = 400;
    return result;
}

}  // namespace

Result Multiple::handle(const Caller& caller, const Call& call) {
    json::Array::Ptr calls;
    try {
        calls = json::requireArray(call.json(), "body");
        if (calls->size() > maxCalls_) {
            throw Error(ErrorCode::TooLarge, "more calls than api.multipleCalls", "The request has too many calls.");
        }
    } catch (const Error& error) {
        return broken(envelopes_, error);
    }
    const bool goOn = call.flag("continue");
    Caller current = caller;
    auto answers = json::makeArray();
    for (const auto& element : *calls) {
        const Answer answer = runOne(current, element);
        answers->add(answer.envelope);
        if (answer.failed && !goOn) break;
    }
    Result result;
    result.response = Envelopes::answer(answers);
    return result;
}

bool Multiple::needsMaster(const Call& call) const {
    try {
        const auto calls = json::requireArray(call.json(), "body");
        return std::any_of(calls->begin(), calls->end(), [&](const auto& element) { return writes(element); });
    } catch (const Error&) {
        return false;  // handle() says what is wrong
    }
}

bool Multiple::writes(const json::Value& element) const {
    try {
        const auto object = json::requireObject(element, "element");
        auto target = registry_.find(split(json::text(*object, "module").value_or("")),
                                     json::text(*object, "action").value_or(""));
        if (target.entry->needs() == Needs::Master) return true;
        const ElementCall call(object, std::move(target.path));
        return target.entry->action != nullptr && target.entry->action != this &&
               target.entry->action->needsMaster(call);
    } catch (const Error&) {
        return false;  // its own envelope says what is wrong
    }
}

Multiple::Answer Multiple::runOne(Caller& caller, const json::Value& element) const {
    ModuleErrors names;
    try {
        const auto object = json::requireObject(element, "element");
        const auto segments = split(json::text(*object, "module").value_or(""));
        auto target = registry_.find(segments, json::text(*object, "action").value_or(""));
        names = target.entry->errors;
        if (target.module == "login" || target.module == "multiple") throw refused(target.module);
        if (target.entry->action != nullptr) requireAllowed(*target.entry, caller);
        const ElementCall call(object, std::move(target.path));
        const Result result = target.entry->open != nullptr ? target.entry->open->handle(call)
                                                            : target.entry->action->handle(caller, call);
        if (result.committed) caller.freshness.raise(*result.committed);
        if (result.response) throw refused("an answer that is not JSON");
        return {envelopes_.success(result), false};
    } catch (const std::exception& error) {  // one call's failure is its envelope, not the batch's
        return {envelopes_.failure(error, names).envelope, true};
    }
}

}  // namespace groupware::api
