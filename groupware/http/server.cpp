#include "groupware/http/server.h"

#include "groupware/base/log.h"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace groupware::http {
namespace {

/// Calls `next` and turns what it throws into an answer, so that filters see the status.
class Catching final : public Handler {
public:
    Catching(Handler& next, const ErrorTranslator& translate) : next_(next), translate_(translate) {}

    Response handle(const Request& request) override {
        try {
            return next_.handle(request);
        } catch (const Error& error) {
            return answer(error, request);
        } catch (const std::exception& other) {
            return answer(translate_(other), request);
        } catch (...) {
            return answer(Error(ErrorCode::Internal, "unknown exception"), request);
        }
    }

private:
    static Response answer(const Error& error, const Request& request) {
        logError(error);
        return errorResponse(error, request.head().id);
    }

    Handler& next_;
    const ErrorTranslator& translate_;
};

/// One filter around the rest of the chain.
class Filtered final : public Handler {
public:
    Filtered(Filter& filter, Handler& next) : filter_(filter), next_(next) {}
    Response handle(const Request& request) override { return filter_.apply(request, next_); }

private:
    Filter& filter_;
    Handler& next_;
};

/// Answers with one error, whatever is asked.
class Refusal final : public Handler {
public:
    explicit Refusal(const Error& error) : error_(error) {}
    Response handle(const Request& /*request*/) override { throw Error(error_); }

private:
    const Error& error_;
};

}  // namespace

Server::Server(const Router& router, std::vector<std::reference_wrapper<Filter>> filters, ErrorTranslator translate,
               std::size_t maxParameters, bool clientsUseTls)
    : router_(router),
      filters_(std::move(filters)),
      translate_(std::move(translate)),
      maxParameters_(maxParameters),
      clientsUseTls_(clientsUseTls) {}

Response Server::runFilters(const Request& request, http::Handler& handler) {
    std::vector<std::unique_ptr<http::Handler>> chain;
    chain.push_back(std::make_unique<Catching>(handler, translate_));
    for (auto filter = filters_.rbegin(); filter != filters_.rend(); ++filter) {
        chain.push_back(std::make_unique<Filtered>(filter->get(), *chain.back()));
    }
    chain.push_back(std::make_unique<Catching>(*chain.back(), translate_));  // filters may fail too
    return chain.back()->handle(request);
}

net::Reply Server::handle(const net::RequestHead& head, net::RequestBody& body) {
    if (head.secure || !clientsUseTls_) return serve(head, body);
    net::RequestHead encrypted = head;
    encrypted.secure = true;
    return serve(encrypted, body);
}

net::Reply Server::serve(const net::RequestHead& head, net::RequestBody& body) {
    const log::RequestScope scope(head.id);
    std::optional<Error> refusal;
    try {
        Request request(head, body, maxParameters_);
        const auto match = router_.find(request.pathSegments());
        if (match.handler != nullptr) {
            request.setRoute(std::string(match.name), match.segments);
            return runFilters(request, *match.handler);
        }
        refusal.emplace(ErrorCode::NotFound, "no route", "There is nothing at this address.");
    } catch (const Error& malformed) {
        refusal.emplace(malformed);
    }
    // Filters count and log refused requests too; what could not be decoded is hidden from them.
    net::RequestHead hidden = head;
    hidden.path = "*";
    hidden.query.clear();
    Refusal refuse(*refusal);
    return runFilters(Request(hidden, body, maxParameters_), refuse);
}

}  // namespace groupware::http
